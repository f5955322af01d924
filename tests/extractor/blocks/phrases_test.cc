#include "extractor/blocks/phrases.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

struct Case {
  const char* text;
  std::size_t words;
  Reason reason;
};

TEST(MatchPhrase, KnowsClutterByItsWords) {
  for (const Case& c :
       {Case{"Accessibility links", 2, Reason::kSkipLink},
        Case{"Skip to main content", 4, Reason::kSkipLink},
        Case{"BREAKING NEWS", 2, Reason::kSectionLabel},
        Case{"16x9 Image", 2, Reason::kPlaceholder},
        Case{"READ MORE: Ferry returns after eleven years", 7, Reason::kRelatedLinks},
        Case{"Read more »", 2, Reason::kRelatedLinks},
        Case{"Lesen Sie auch: Die Fähre kehrt zurück", 7, Reason::kRelatedLinks},
        Case{"Читайте также: паром вернулся", 4, Reason::kRelatedLinks},
        Case{"関連記事", 2, Reason::kRelatedLinks},
        Case{"Publicité", 1, Reason::kAdvertisement},
        Case{"Läs också: Färjan är tillbaka", 5, Reason::kRelatedLinks},
        Case{"Διαβάστε επίσης: Το πλοίο επέστρεψε", 5, Reason::kRelatedLinks},
        Case{"관련기사", 1, Reason::kRelatedLinks},
        Case{"Đăng ký nhận bản tin để không bỏ lỡ tin nào", 11, Reason::kPromo},
        Case{"Écouter cet article", 3, Reason::kShareBar},
        Case{"Artikel anhören", 2, Reason::kShareBar},
        Case{"기사 듣기", 2, Reason::kShareBar},
        Case{"Síguenos en WhatsApp para no perderte nada", 7, Reason::kPromo},
        Case{"Obserwuj nas w Google News", 5, Reason::kPromo},
        Case{"The best of the coast, every Friday in your inbox", 10, Reason::kPromo},
        Case{"อ่านเพิ่มเติม: เรือข้ามฟากกลับมา", 2, Reason::kRelatedLinks},
        Case{"আরও পড়ুন: ফেরি ফিরেছে", 4, Reason::kRelatedLinks},
        Case{"(Story continues below photo)", 4, Reason::kPlaceholder},
        Case{"Artikeln fortsätter under annonsen", 4, Reason::kAdvertisement},
        Case{"Loe ka: Parvlaev on tagasi", 5, Reason::kRelatedLinks},
        Case{"Mohlo by vás zaujímať", 4, Reason::kRelatedLinks},
        Case{"Tekst gaat verder onder de foto", 6, Reason::kPlaceholder},
        Case{"Privacy Notice: Newsletters may contain information about charities.", 8,
             Reason::kPromo},
        Case{"AYRICA OKUYUN: Vapur geri döndü", 5, Reason::kRelatedLinks},
        Case{"Ayrıca okuyun: Vapur geri döndü", 5, Reason::kRelatedLinks},
        Case{"İLGİLİ HABER: Vapur geri döndü", 5, Reason::kRelatedLinks},
        Case{"Bo Ek contributed to this report.", 6, Reason::kCreditLine},
        Case{"With reporting by AFP and Interfax", 6, Reason::kCreditLine}})
    EXPECT_EQ(match_phrase(c.text, c.words), c.reason) << c.text;
}

TEST(MatchPhrase, SaysNothingOfProse) {
  for (const char* text :
       {"The ferry returned to the harbour at dawn.", "Shareholders met on Monday.",
        "Newsletters were the topic of the day and so on", "Тема дня и так далее понятна",
        "Delicate work, the diver said.", "Jaga jarak, kata petugas itu."})
    EXPECT_EQ(match_phrase(text, 8), Reason::kNone) << text;
}

TEST(MatchPhrase, APrefixNeedsAShortBlock) {
  EXPECT_EQ(match_phrase("By Ann Lee", 3), Reason::kByline);
  EXPECT_EQ(match_phrase(
                "By the time the boat had left, nobody on the quay was still waiting for it", 17),
            Reason::kNone);
}

TEST(MatchPhrase, AnEndingTellsACaptionByItsCredit) {
  EXPECT_EQ(match_phrase("船工在检查缆绳。本报记者 摄", 14), Reason::kCaption);
  EXPECT_EQ(match_phrase("The harbour at dawn. Click to enlarge.", 7), Reason::kCaption);
  EXPECT_EQ(match_phrase("The file photo was lost at sea", 7), Reason::kNone);
}

TEST(NormalisePhrase, OuterPunctuationAndCaseGo) {
  EXPECT_EQ(normalise_phrase("  » READ More… "), "read more");
  EXPECT_EQ(normalise_phrase("Don’t miss"), "don't miss");
  EXPECT_EQ(normalise_phrase("Photo: AFP"), "photo: afp");
  EXPECT_EQ(normalise_phrase("ÄHNLICHE Artikel:"), "ähnliche artikel:");
}

}  // namespace
}  // namespace cuttings
