#include <set>

#include <gtest/gtest.h>

#include "extractor/dom/document.h"
#include "extractor/render/render.h"
#include "tests/extractor/render/body.h"
#include "tests/extractor/render/random_body.h"

namespace cuttings::test {
namespace {

TEST(RenderHtml, WritesTheStructure) {
  const Article page =
      article({heading(2, "A & B"), item(1, "one"), item(2, 3, "three"), item(1, "two"),
               quoted(paragraph({text("x "), emphasis("y"), text(" "), code("<z>")})),
               table({{"h"}, {"d"}}, true), listing("a < b"), picture(0)},
              {{"https://x.example/a.jpg?a=1&b=2", "say \"hi\"", "Cap", "Me"}});
  EXPECT_EQ(render_html(page),
            "<h2>A &amp; B</h2>\n"
            "<ul>\n<li>one\n<ol start=\"3\">\n<li>three</li>\n</ol>\n</li>\n<li>two</li>\n</ul>\n"
            "<blockquote>\n<p>x <em>y</em> <code>&lt;z&gt;</code></p>\n</blockquote>\n"
            "<table>\n<thead>\n<tr><th>h</th></tr>\n</thead>\n<tbody>\n<tr><td>d</td></tr>\n"
            "</tbody>\n</table>\n"
            "<pre><code>a &lt; b\n</code></pre>\n"
            "<figure><img src=\"https://x.example/a.jpg?a=1&amp;b=2\" alt=\"say &quot;hi&quot;\">"
            "<figcaption>Cap (Me)</figcaption></figure>\n");
}

// Read back by the HTML parser: whatever the body holds, only elements and attributes of the list
// come out, and links and images go to http and https only.
const std::set<std::string> kAllowed = {
    "html", "head", "body", "p",   "h1", "h2",     "h3",         "h4",     "h5",        "h6",
    "ul",   "ol",   "li",   "pre", "em", "a",      "table",      "thead",  "tbody",     "tr",
    "th",   "td",   "code", "img", "br", "strong", "blockquote", "figure", "figcaption"};

void expect_inert(const Article& page) {
  const std::string html = render_html(page);
  Result<Document> document = Document::parse(html, ParseLimits{});
  ASSERT_TRUE(document) << html;
  for (std::uint32_t i = 0; i < document->size(); ++i) {
    const Node node = document->node(i);
    if (!node.is_element()) continue;
    EXPECT_TRUE(kAllowed.contains(std::string(node.tag_name()))) << node.tag_name() << "\n" << html;
    for (const char* name : {"onerror", "onload", "onclick", "style", "id", "class", "srcdoc"}) {
      EXPECT_FALSE(node.has_attribute(name)) << html;
    }
    for (const char* name : {"href", "src"}) {
      if (!node.has_attribute(name)) continue;
      const std::string url(node.attribute(name));
      EXPECT_TRUE(url.starts_with("http://") || url.starts_with("https://")) << url;
    }
  }
}

TEST(RenderHtml, AttacksAreInert) {
  const std::vector<std::string> attacks = {"<script>alert(1)</script>",
                                            "<img src=x onerror=alert(1)>",
                                            "\"><svg onload=alert(1)>",
                                            "' onmouseover='alert(1)",
                                            "javascript:alert(1)",
                                            "java\nscript:alert(1)",
                                            "data:text/html,<script>alert(1)</script>",
                                            "https://x.example/\" onclick=\"alert(1)",
                                            "https://x.example/'><script>alert(1)</script>",
                                            "</code></pre><iframe srcdoc='x'>",
                                            "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
                                            "<noscript><p title=\"</noscript><img>\">",
                                            "&lt;script&gt;",
                                            "\x01javascript:alert(1)",
                                            "<math><mtext><table><mglyph><style><img>",
                                            "]]><script>alert(1)</script>",
                                            "<style>@import 'x'</style>",
                                            "vbscript:x",
                                            "//x.example/a"};
  for (const std::string& attack : attacks) {
    Article page =
        article({paragraph(attack), heading(1, attack), item(1, attack), listing(attack),
                 table({{attack}, {attack}}, true), paragraph({link("x", attack)}),
                 paragraph({code(attack), strong(attack)}), picture(0), picture(1)},
                {{attack, "a", "b", "c"}, {"https://x.example/", attack, attack, attack}});
    expect_inert(page);
  }
}

TEST(RenderHtml, GeneratedBodiesAreInert) {
  for (unsigned seed = 0; seed < 500; ++seed) expect_inert(random_article(seed));
}

TEST(RenderHtml, DepthCostsNoStack) {
  Article page;
  for (int i = 0; i < 100'000; ++i) page.body.push_back(quoted(item(i, "x"), i));
  EXPECT_GT(render_html(page).size(), 100'000u);
  EXPECT_GT(render_markdown(page, FrontMatter::kNone).size(), 100'000u);
}

}  // namespace
}  // namespace cuttings::test
