#include "tests/support/bad_answers.h"

#include <utility>

#include "config/base/text.h"
#include "tests/support/encode.h"

namespace cuttings::bad_answers {

LoopbackSite::Handler raw(std::string bytes) {
  return [bytes = std::move(bytes)](const SiteRequest&, Reply& reply) { (void)reply.send(bytes); };
}

LoopbackSite::Handler raw_then_reset(std::string bytes) {
  return [bytes = std::move(bytes)](const SiteRequest&, Reply& reply) {
    (void)reply.send(bytes);
    (void)reply.pause_ms(50);  // a reset at once would also throw away what was sent
    reply.reset();
  };
}

LoopbackSite::Handler raw_then_silence(std::string bytes) {
  return [bytes = std::move(bytes)](const SiteRequest&, Reply& reply) {
    (void)reply.send(bytes);
    reply.wait_for_close();
  };
}

LoopbackSite::Handler endless(std::string first, std::string again) {
  return [first = std::move(first), again = std::move(again)](const SiteRequest&, Reply& reply) {
    if (!reply.send(first)) return;
    while (reply.send(again)) {
    }
  };
}

LoopbackSite::Handler drip(std::string bytes, std::size_t step_bytes, int pause_ms) {
  return [=](const SiteRequest&, Reply& reply) {
    for (std::size_t at = 0; at < bytes.size(); at += step_bytes)
      if (!reply.send(std::string_view(bytes).substr(at, step_bytes)) || !reply.pause_ms(pause_ms))
        return;
  };
}

LoopbackSite::Handler bomb(std::string codings) {
  return [codings = std::move(codings)](const SiteRequest&, Reply& reply) {
    if (!reply.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + codings +
                    "\r\n\r\n"))
      return;
    std::vector<std::unique_ptr<Encoder>> encoders;
    for (const std::string_view coding : split(codings, ','))
      encoders.push_back(Encoder::make(trim_ascii(coding)));
    const std::string zeros(1 << 20, '\0');
    for (int megabyte = 0; megabyte < 10'240; ++megabyte) {
      std::string bytes = zeros;
      for (const auto& encoder : encoders) bytes = encoder->feed(bytes, megabyte == 10'239);
      if (!reply.send(bytes)) return;
    }
  };
}

}  // namespace cuttings::bad_answers
