# Writes OUT: a .cc with the function FUNCTION of HEADER, which returns the text files FILES (a ;-list).
# Run by cmake -P at build time.
set(content "#include \"${HEADER}\"\n\n#include <array>\n\nnamespace cuttings {\nnamespace {\n\nconstexpr std::array kFiles = {\n")
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  string(APPEND content "    std::string_view(R\"vocabulary(${text})vocabulary\"),\n")
endforeach()
string(APPEND content "};\n\n}  // namespace\n\nstd::span<const std::string_view> ${FUNCTION}() { return kFiles; }\n\n}  // namespace cuttings\n")
file(WRITE ${OUT} "${content}")
