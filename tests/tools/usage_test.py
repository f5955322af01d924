#!/usr/bin/env python3
"""Help, mistakes in the command line, configuration, generated pages."""
import subprocess
import unittest

from cli import PAGE, PROGRAM_DIR, CliTest

COMMANDS = ["get", "clean", "explain", "show", "config", "generate"]


class Help(CliTest):
    def test_goes_to_stdout_and_names_every_command(self):
        done = self.run_program("--help")
        self.assert_ok(done)
        for command in COMMANDS:
            self.assertRegex(done.stdout.decode(), rf"(?m)^  {command} ")
        self.assertEqual(done.stderr, b"")

    def test_of_each_command_has_an_example_of_it(self):
        for command in COMMANDS[:5]:
            done = self.run_program(command, "--help")
            self.assert_ok(done)
            self.assertIn(f"  cuttings {command} ", done.stdout.decode())

    def test_that_cannot_be_written_is_no_success(self):
        for arguments in ([], ["--help"], ["crawl", "run", "--help"], ["--version"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM_DIR / "cuttings", *arguments], stdout=full, stderr=subprocess.PIPE, env=self.environment)
            self.assertEqual(done.returncode, 8, arguments)
            self.assertIn(b"cannot write standard output", done.stderr)

    def test_version(self):
        self.assertRegex(self.run_program("--version").stdout.decode(), r"^cuttings \d+\.\d+\.\d+\n$")

    def test_fetch_and_clean_is_get(self):
        done = self.run_program("--help", program="fetch-and-clean")
        self.assert_ok(done)
        self.assertIn("Fetch pages", done.stdout.decode())


class Mistakes(CliTest):
    def test_unknown_command(self):
        self.assert_one_line(self.run_program("clea", "x"), 2, "clea", "did you mean clean?")
        self.assert_one_line(self.run_program("verify"), 2, "no command verify", "did you mean cuttings db verify?")
        self.assert_one_line(self.run_program("why", "https://example.org"), 2, "did you mean cuttings crawl why?")

    def test_unknown_option(self):
        self.assert_one_line(self.run_program("clean", "--formt", "md"), 2, "--formt",
                             "did you mean --format?")

    def test_unknown_value(self):
        self.assert_one_line(self.run_program("clean", "-f", "jsonll", "x"), 2, "--format", "jsonll",
                             "did you mean jsonl?")

    def test_misspelt_file(self):
        self.write("ferry.html", PAGE)
        self.assert_one_line(self.run_program("clean", "fery.html"), 8, "fery.html",
                             "did you mean ferry.html?")

    def test_no_url(self):
        self.assert_one_line(self.run_program("get"), 2, "no URL given")

    def test_file_given_to_get(self):
        self.write("page.html", PAGE)
        self.assert_one_line(self.run_program("get", "page.html"), 2, "cuttings clean page.html")

    def test_url_given_to_clean(self):
        self.assert_one_line(self.run_program("clean", "https://example.org/x"), 8,
                             "cuttings get https://example.org/x")

    def test_an_address_that_is_none_for_where_a_page_came_from(self):
        self.write("page.html", PAGE)
        for command in ("clean", "explain"):
            self.assert_one_line(self.run_program(command, "page.html", "--url", "example.org/x"), 2, "--url", "example.org/x")

    def test_terminal_escapes_in_an_argument_are_shown_not_sent(self):
        message = self.run_program("clean", "\x1b]0;owned\x07.html").stderr
        self.assertNotIn(b"\x1b", message)
        self.assertNotIn(b"\x07", message)


class Configuration(CliTest):
    def test_check_names_file_line_and_nearest_key(self):
        self.write("cuttings.toml", "[crawl]\ndelay_m = 3\n")
        self.assert_one_line(self.run_program("config", "check"), 2, "cuttings.toml:2", "delay_ms")

    def test_broken_toml_stops_any_command(self):
        self.write("cuttings.toml", "[crawl\n")
        self.write("page.html", PAGE)
        self.assert_one_line(self.run_program("clean", "page.html"), 2, "cuttings.toml:1")

    def test_missing_file_named_by_flag(self):
        self.assert_one_line(self.run_program("clean", "--config", "no.toml", "x"), 2, "no.toml")

    def test_right_one_passes(self):
        self.write("cuttings.toml", "[crawl]\ndelay_ms = 3\n")
        self.assert_ok(self.run_program("config", "check"))

    def test_flag_beats_environment_beats_file(self):
        self.write("cuttings.toml", "[crawl]\ndelay_ms = 3\nper_host = 2\n")
        shown = self.run_program("config", "show", CUTTINGS_CRAWL_DELAY_MS="4").stdout.decode()
        self.assertRegex(shown, r"(?m)^delay_ms = 4\b.*CUTTINGS_CRAWL_DELAY_MS")
        self.assertRegex(shown, r"(?m)^per_host = 2\b.*cuttings.toml:3")

    def test_a_misspelt_variable_is_told_once(self):
        done = self.run_program("config", "show", CUTTINGS_CRAWL_DELAY="4", CUTTINGS_HOME="/x")
        self.assert_ok(done)
        self.assertRegex(done.stderr.decode(), r"\A[^\n]* config: CUTTINGS_CRAWL_DELAY is not known [^\n]*CUTTINGS_CRAWL_DELAY_MS\?\n\Z")


class Generated(CliTest):
    def test_man_page_lists_every_command(self):
        page = self.run_program("generate", "man").stdout.decode()
        self.assertTrue(page.startswith(".TH CUTTINGS 1"))
        for command in COMMANDS:
            self.assertRegex(page, rf"(?m)^\.SH CUTTINGS {command}$")

    def test_bash_completion_completes_commands_and_flags(self):
        import subprocess
        script = self.write("c.bash", self.run_program("generate", "bash").stdout)
        ask = (f"source {script}; COMP_WORDS=(cuttings {{}}); COMP_CWORD={{}}; _cuttings; "
               "echo ${{COMPREPLY[*]}}")

        def complete(words, index):
            return subprocess.run(["bash", "-c", ask.format(words, index)], capture_output=True,
                                  text=True, check=True).stdout.split()

        self.assertEqual(complete("cle", 1), ["clean"])
        self.assertEqual(complete("clean --mani", 2), ["--manifest"])


if __name__ == "__main__":
    unittest.main()
