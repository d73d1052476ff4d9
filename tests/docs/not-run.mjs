// The code blocks that no test runs, each with the reason. The key is the page and the first line of the block.

const commands =
  'builds or measures for minutes; these commands have tests of their own in tests/package and tests/upgrade';

export const notRun = {
  'README.md: npm --prefix npm start                      # builds everything and encodes a photograph into four formats':
    commands,
  'docs/getting-started.md: npm install ../imwrite/imwrite-0.1.0.tgz':
    'tests/package installs the packed tarball into a project and runs it',
  'docs/adding-a-format.md: npm --prefix npm run generate               # builds, and writes types, docs and tables from the record':
    commands,
  'docs/benchmarks.md: npm --prefix npm run bench                # all of it; writes BENCHMARKS.md and the plots':
    commands,
  'CONTRIBUTING.md: npm --prefix npm start     # builds everything, then encodes a photograph into four formats':
    commands,
  'CONTRIBUTING.md: npm --prefix npm test -- node png             # tests/node, the files or else the tests with "png" in their names':
    commands,
  "docs/third-party.md: npm --prefix npm run upgrade -- libdeflate                 # the versions that Debian's releases offer":
    commands,
};
