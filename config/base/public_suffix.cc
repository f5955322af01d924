#include "config/base/public_suffix.h"

#include <libpsl.h>

#include "config/base/ip_host.h"

namespace cuttings {
namespace {

bool is_address(std::string_view host) { return host.starts_with('[') || ends_in_a_number(host); }

bool has_empty_label(std::string_view host) {
  return host.empty() || host.front() == '.' || host.find("..") != std::string_view::npos;
}

}  // namespace

std::string registrable_domain(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (has_empty_label(host) || is_address(host)) return {};
  const std::string terminated(host);
  const char* domain = psl_registrable_domain(psl_builtin(), terminated.c_str());
  return domain == nullptr ? std::string() : std::string(domain);
}

std::string site_of_host(std::string_view host) {
  std::string domain = registrable_domain(host);
  return domain.empty() ? std::string(host) : domain;
}

}  // namespace cuttings
