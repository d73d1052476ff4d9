// Whether an option does nothing beside the values of the form, by the conditions that its table names.

export function isIdle({ idle = [] }, options, values) {
  const usual = new Map(options.map((option) => [option.name, option.default]));
  const passes = ([name, test]) => {
    // What is asked of the image is not known here.
    if (!usual.has(name)) return false;
    const value = values[name] ?? usual.get(name);
    if (typeof test === 'boolean') return (values[name] !== undefined) === test;
    if (test.in) return test.in.includes(value);
    if (test.notIn) return !test.notIn.includes(value);
    return test.below !== undefined ? value !== null && value < test.below : value === null || value >= test.notBelow;
  };
  return idle.some((condition) => Object.entries(condition).every(passes));
}
