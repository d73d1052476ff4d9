// Keeps what goes wrong in a page, for engines whose drivers do not tell.
globalThis.seen = [];
addEventListener('error', (event) => seen.push(`error ${event.message ?? event.target.src}`), true);
addEventListener('unhandledrejection', (event) => seen.push(`unhandled ${event.reason}`));
addEventListener('securitypolicyviolation', (event) =>
  seen.push(`violated ${event.violatedDirective} ${event.blockedURI}`),
);
for (const level of ['error', 'warn']) {
  const told = console[level];
  console[level] = (...values) => {
    seen.push(`console.${level} ${values.join(' ')}`);
    told.apply(console, values);
  };
}
