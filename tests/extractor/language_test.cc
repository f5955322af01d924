#include "extractor/language.h"

#include <gtest/gtest.h>

namespace cuttings::test {
namespace {

struct Sample {
  const char* code;
  const char* text;
};
class DetectLanguage : public testing::TestWithParam<Sample> {};

TEST_P(DetectLanguage, KnowsIt) {
  const DetectedLanguage detected = detect_language(GetParam().text);
  EXPECT_EQ(detected.code, GetParam().code);
  EXPECT_GT(detected.confidence, 0.8);
}

INSTANTIATE_TEST_SUITE_P(
    Samples, DetectLanguage,
    testing::Values(
        Sample{"en", "The boat left the harbour at dawn with more than two hundred people aboard."},
        Sample{"de",
               "Das Boot verließ den Hafen im Morgengrauen mit mehr als zweihundert Menschen."},
        Sample{"fr",
               "Le bateau a quitté le port à l'aube avec plus de deux cents personnes à bord."},
        Sample{"ru", "Лодка вышла из гавани на рассвете, на борту было больше двухсот человек."},
        Sample{"uk", "Човен вийшов із гавані на світанку, на борту було понад двісті людей."},
        Sample{
            "tr",
            "Tekne şafakta limandan iki yüzden fazla kişiyle ayrıldı ve adaya doğru yola çıktı."},
        Sample{"ar", "غادر القارب الميناء عند الفجر وعلى متنه أكثر من مئتي شخص متجها إلى الجزيرة."},
        Sample{"ja", "船は夜明けに二百人以上を乗せて港を出て、島へ向かった。海は静かだった。"},
        Sample{"zh", "船在黎明时分离开港口，船上有两百多人，驶向那座小岛。海面十分平静。"},
        Sample{"he", "הסירה עזבה את הנמל עם שחר ועל סיפונה יותר ממאתיים בני אדם בדרך אל האי."}));

TEST(DetectLanguage, IsNotKnownWithoutText) {
  EXPECT_EQ(detect_language("").code, "");
  EXPECT_EQ(detect_language("1234 5678 ... 42").code, "");
  EXPECT_EQ(detect_language("\xff\xfe\xff").confidence, 0.0);
}

std::string long_german() {
  std::string text;
  for (int i = 0; i < 8; ++i) {
    text += "Das Boot verließ den Hafen im Morgengrauen mit mehr als zweihundert Menschen. ";
  }
  return text;
}

TEST(SettleLanguage, TheDeclaredOneStandsUnlessPlainlyWrong) {
  EXPECT_EQ(settle_language("de-AT", long_german()).code, "de-AT");
  EXPECT_FALSE(settle_language("de-AT", long_german()).is_detected);
  EXPECT_EQ(settle_language("en-US", long_german()).code, "de");
  EXPECT_TRUE(settle_language("en-US", long_german()).is_detected);
  EXPECT_EQ(settle_language("en", "Das Boot verließ den Hafen.").code, "en") << "too short to say";
  EXPECT_EQ(settle_language("en", "").code, "en");
}

TEST(SettleLanguage, DetectsWhereNoneIsDeclared) {
  EXPECT_EQ(settle_language("", long_german()).code, "de");
  EXPECT_EQ(settle_language("", "").code, "");
  EXPECT_FALSE(settle_language("", "").is_detected);
}

}  // namespace
}  // namespace cuttings::test
