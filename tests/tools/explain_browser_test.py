#!/usr/bin/env python3
"""cuttings explain -f html, looked at in a real browser."""
import json
import tempfile
import unittest

from browser import Browser, find_browser
from cli import PAGE, SENTENCE, CliTest

# What would fetch or run if the account let page text through.
HOSTILE = PAGE.replace("</article>", """<p>The <img src="https://images.example/boat.jpg" alt=""> boats of
the harbour &lt;script&gt;throw 1&lt;/script&gt; &lt;img src=https://images.example/x&gt; were all home.</p>
</article><script>throw new Error("the page's own script ran")</script>""")
BLOCKS = """[...document.querySelectorAll('ol.blocks>li')].map(item => {
  const rgb = getComputedStyle(item).backgroundColor.match(/\\d+/g).map(Number);
  const box = item.getBoundingClientRect();
  return {kept: item.className == 'kept', rgb, text: item.querySelector('.words').innerText,
          reason: item.querySelector('.why span').innerText, shown: box.width > 0 && box.height > 0};
})"""


@unittest.skipUnless(find_browser(), "no Chromium here: apt-get install chromium")
class ExplainInABrowser(CliTest):
    def setUp(self):
        super().setUp()
        page = self.write("page.html", HOSTILE)
        self.assert_ok(self.run_program("explain", page, "-f", "html", "-o", "why.html"))
        done = self.run_program("explain", page, "-f", "json")
        self.assert_ok(done)
        self.account = json.loads(done.stdout)
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        self.browser = Browser(find_browser(), profile.name)
        self.addCleanup(self.browser.close)
        self.browser.open((self.dir / "why.html").as_uri())

    def test_opens_without_errors_or_requests_beside_the_colours_of_its_blocks(self):
        browser = self.browser
        blocks = browser.evaluate(BLOCKS)
        self.assertEqual([block["text"] for block in blocks],
                         [block["text"] for block in self.account["blocks"]])
        self.assertTrue(all(block["shown"] and block["reason"] for block in blocks))
        kept = [block for block in blocks if block["kept"]]
        dropped = [block for block in blocks if not block["kept"]]
        self.assertTrue(any(SENTENCE in block["text"] for block in kept))
        self.assertTrue(dropped)
        for block in kept:
            red, green, blue = block["rgb"][:3]
            self.assertTrue(green > red and green > blue, block)
        for block in dropped:
            self.assertEqual(len(set(block["rgb"][:3])), 1, block)

        self.assertEqual(browser.evaluate("document.querySelectorAll('script,img').length"), 0)
        self.assertEqual(browser.events_called("Runtime.exceptionThrown"), [])
        self.assertEqual(browser.events_called("Log.entryAdded"), [])
        asked = [event["request"]["url"] for event in browser.events_called("Network.requestWillBeSent")]
        self.assertEqual(asked, [(self.dir / "why.html").as_uri()])


if __name__ == "__main__":
    unittest.main(verbosity=2)
