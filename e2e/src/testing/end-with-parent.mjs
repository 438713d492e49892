// Loaded into processes that tests start: when the test's own process is gone, however it ended, nobody is left to stop them.
process.stdin.on('end', () => process.exit(1));
process.stdin.on('error', () => process.exit(1));
process.stdin.resume();
process.stdin.unref();
