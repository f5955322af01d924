"""Packages from npm that tests ask as independent implementations."""
import subprocess


def install(folder, package):
    """Installs it into `folder`; what went wrong, or None."""
    try:
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", package], cwd=folder, capture_output=True, text=True,
                              timeout=90)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return None if done.returncode == 0 else (done.stderr.strip() or "npm failed").splitlines()[0]
