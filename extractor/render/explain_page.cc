// explain_html(): the account as one HTML page that needs nothing else.
#include <cstdio>
#include <string>
#include <string_view>

#include "extractor/render/explain.h"
#include "extractor/render/html_escape.h"
#include "extractor/render/render.h"
#include "extractor/render/web_url.h"

namespace cuttings {
namespace {

// Colours: contrast of text at least 7:1 on its ground, in both schemes. Kept and dropped differ by
// the word and the border too, not by colour alone.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ground:#fff;--text:#1a1a1a;--quiet:#4a4a4a;--line:#c9c9c9;
--kept:#e3f4e6;--kept-line:#1e7b34;--kept-text:#0d4a1c;--dropped:#f1f1f1;--link:#0b4f9e}
@media(prefers-color-scheme:dark){:root{--ground:#15171a;--text:#ececec;--quiet:#b9b9b9;
--line:#45484d;--kept:#14301c;--kept-line:#57c878;--kept-text:#b9f0c8;--dropped:#202327;
--link:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.55 system-ui,sans-serif}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{position:static;display:block;padding:.5rem 1rem}
header{padding:1.2rem 1.5rem;border-bottom:1px solid var(--line)}
header h1{margin:0;font-size:1.25rem}header p{margin:.2rem 0;color:var(--quiet);
overflow-wrap:anywhere}
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2rem;padding:1.5rem;
max-width:100rem;margin:auto}
@media(max-width:60rem){main{grid-template-columns:minmax(0,1fr)}}
h2{font-size:1.05rem;margin:0 0 .8rem}
ol.blocks{list-style:none;margin:0;padding:0}
ol.blocks>li{margin:0 0 .5rem;padding:.45rem .8rem;border-inline-start:4px solid var(--line);
background:var(--dropped);border-radius:0 .3rem .3rem 0}
ol.blocks>li.kept{background:var(--kept);border-color:var(--kept-line)}
.why{display:flex;flex-wrap:wrap;gap:0 .8rem;margin:0;font-size:.8rem;color:var(--quiet)}
.kept .why,.kept .why b{color:var(--kept-text)}
.why code{overflow-wrap:anywhere}
.words{margin:.15rem 0 0;overflow-wrap:anywhere}
li.dropped .words{color:var(--quiet)}
.article{overflow-wrap:anywhere}.article .title{font-size:1.6rem;line-height:1.25;margin:.4rem 0}
.article img{max-width:100%}
.article table{border-collapse:collapse}.article td,.article th{border:1px solid var(--line);
padding:.25rem .5rem}
.article pre{overflow:auto}.article blockquote{margin-inline:0;padding-inline-start:1rem;
border-inline-start:3px solid var(--line)}
table.fields{border-collapse:collapse;width:100%;margin:0 0 2rem;font-size:.9rem}
table.fields th,table.fields td{text-align:start;vertical-align:top;padding:.25rem .5rem;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
table.fields th{white-space:nowrap;font-weight:600}
)css";

std::string block_item(const BlockReport& block) {
  const std::string_view state = block.is_kept ? "kept" : "dropped";
  char score[16];
  std::snprintf(score, sizeof score, "%.2f", block.score);
  std::string out = "<li class=\"";
  out.append(state).append("\"><p class=\"why\"><b>").append(state).append("</b> <span>");
  append_html_escaped(out, reason_text(block.reason));
  out.append("</span> <span>score ").append(score).append("</span>");
  if (!block.path.empty()) out += " <code>" + html_escaped(block.path) + "</code>";
  return out + "</p><p class=\"words\" dir=\"auto\">" + html_escaped(block.text) + "</p></li>\n";
}

std::string field_rows(const Article& article) {
  std::string out;
  for (const MetadataRow& row : metadata_rows(article)) {
    const bool is_known = !row.value.empty();
    out += "<tr><th scope=\"row\">" + html_escaped(row.name) + "</th><td dir=\"auto\">" +
           (is_known ? html_escaped(row.value) : "–") + "</td><td>" +
           (is_known ? html_escaped(row.source) : "") + "</td></tr>\n";
  }
  return out;
}

std::string address_line(const std::string& url) {
  if (url.empty()) return {};
  const std::string shown = html_escaped(url);
  if (!is_web_url(url)) return "<p>" + shown + "</p>\n";
  return "<p><a href=\"" + shown + "\" rel=\"noopener noreferrer nofollow\">" + shown +
         "</a></p>\n";
}

/// The body without its images: the page must not fetch anything.
std::string imageless_body(Article article) {
  std::erase_if(article.body,
                [](const BodyBlock& block) { return block.kind == BodyKind::kImage; });
  return render_html(article);
}

}  // namespace

std::string explain_html(const Extraction& extraction) {
  const Article& article = extraction.article;
  const std::string title = html_escaped(article.metadata.title);
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n";
  out += "<title>Why: " + (title.empty() ? html_escaped(article.url) : title) + "</title>\n";
  out.append("<style>").append(kStyle).append("</style>\n</head>\n<body>\n");
  out += "<a class=\"skip\" href=\"#article\">Go to the article</a>\n";
  out += "<header><h1>What was kept of this page, and why</h1>\n" + address_line(article.url) +
         "<p>" + html_escaped(explain_summary(extraction)) + "</p></header>\n<main>\n";
  out +=
      "<section aria-labelledby=\"blocks\"><h2 id=\"blocks\">The page, block by block</h2>\n"
      "<ol class=\"blocks\">\n";
  for (const BlockReport& block : extraction.blocks) out += block_item(block);
  out +=
      "</ol></section>\n<section aria-labelledby=\"fields\">"
      "<h2 id=\"fields\">What is known of it</h2>\n"
      "<table class=\"fields\"><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Value"
      "</th><th scope=\"col\">From</th></tr></thead><tbody>\n" +
      field_rows(article) + "</tbody></table>\n";
  out +=
      "<h2 id=\"article\" tabindex=\"-1\">The article</h2>\n<article class=\"article\" "
      "dir=\"auto\"" +
      (article.metadata.language.empty()
           ? std::string()
           : " lang=\"" + html_escaped(article.metadata.language) + "\"") +
      ">\n" + (title.empty() ? "" : "<h3 class=\"title\">" + title + "</h3>\n") +
      imageless_body(article) + "</article></section>\n</main>\n</body>\n</html>\n";
  return out;
}

}  // namespace cuttings
