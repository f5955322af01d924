# Writes OUT: a .cc that holds the SQL file FILE. Run by cmake -P at build time.
file(READ ${FILE} text)
file(WRITE ${OUT} "#include \"storage/schema/schema.h\"\n\nnamespace cuttings {\n\nstd::string_view schema_v1() { return R\"sql(${text})sql\"; }\n\n}  // namespace cuttings\n")
