#include "tests/support/fake_dns.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <set>

namespace cuttings::fake_dns {
namespace {

struct State {
  std::mutex mutex;
  std::condition_variable released;
  std::map<std::string, std::vector<std::string>> addresses;
  std::set<std::string> slow;
  std::map<std::string, int> lookups;
};

/// Never destroyed: a lookup that libcurl has given up on may outlive main().
State& state() {
  static State& state = *new State;
  return state;
}

std::vector<std::string> look_up(const std::string& name) {
  State& all = state();
  std::unique_lock lock(all.mutex);
  ++all.lookups[name];
  all.released.wait(lock, [&] { return !all.slow.contains(name); });
  const auto found = all.addresses.find(name);
  if (found != all.addresses.end()) return found->second;
  in6_addr ignored;
  const bool is_address = inet_pton(AF_INET, name.c_str(), &ignored) == 1 ||
                          inet_pton(AF_INET6, name.c_str(), &ignored) == 1;
  return is_address ? std::vector{name} : std::vector<std::string>();
}

/// One node of an addrinfo list, with its address behind it in one block.
addrinfo* make_node(const std::string& address, std::uint16_t port, int socket_type) {
  struct Block {
    addrinfo info;
    sockaddr_storage storage;
  };
  auto* const block = static_cast<Block*>(std::calloc(1, sizeof(Block)));
  auto* const v4 = reinterpret_cast<sockaddr_in*>(&block->storage);
  auto* const v6 = reinterpret_cast<sockaddr_in6*>(&block->storage);
  const bool is_v4 = inet_pton(AF_INET, address.c_str(), &v4->sin_addr) == 1;
  if (!is_v4) inet_pton(AF_INET6, address.c_str(), &v6->sin6_addr);
  if (is_v4)
    v4->sin_port = htons(port);
  else
    v6->sin6_port = htons(port);
  block->storage.ss_family = is_v4 ? AF_INET : AF_INET6;
  block->info.ai_family = block->storage.ss_family;
  block->info.ai_socktype = socket_type == 0 ? SOCK_STREAM : socket_type;
  block->info.ai_protocol = IPPROTO_TCP;
  block->info.ai_addrlen = is_v4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  block->info.ai_addr = reinterpret_cast<sockaddr*>(&block->storage);
  return &block->info;
}

}  // namespace

void set(const std::string& name, std::vector<std::string> addresses) {
  const std::lock_guard lock(state().mutex);
  state().addresses[name] = std::move(addresses);
}

void set_slow(const std::string& name) {
  const std::lock_guard lock(state().mutex);
  state().slow.insert(name);
}

void release_slow() {
  const std::lock_guard lock(state().mutex);
  state().slow.clear();
  state().released.notify_all();
}

int lookups(const std::string& name) {
  const std::lock_guard lock(state().mutex);
  return state().lookups[name];
}

}  // namespace cuttings::fake_dns

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  using namespace cuttings::fake_dns;
  const auto addresses = node == nullptr ? std::vector<std::string>{"127.0.0.1"} : look_up(node);
  const auto port =
      static_cast<std::uint16_t>(service == nullptr ? 0 : std::strtoul(service, nullptr, 10));
  const int type = hints == nullptr ? 0 : hints->ai_socktype;
  addrinfo** end = result;
  *result = nullptr;
  for (const std::string& address : addresses) {
    *end = make_node(address, port, type);
    end = &(*end)->ai_next;
  }
  return *result == nullptr ? EAI_NONAME : 0;
}

extern "C" void freeaddrinfo(addrinfo* list) {
  while (list != nullptr) {
    addrinfo* const next = list->ai_next;
    std::free(list);
    list = next;
  }
}
