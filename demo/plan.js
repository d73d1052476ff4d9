// What "Find" and "Compare all" try: for each format its plain files, and those along the option by which its size is chosen.

const STEPS = 7;

/** The depth that a picture must be brought to for a format: of 8 bits, or the least that the format has. */
function depthFor({ depths, sampleTypes }, picture) {
  if (sampleTypes.includes(picture.sampleType) && depths.includes(picture.depth)) return {};
  return { depth: depths.filter((depth) => depth <= picture.depth).at(-1) ?? depths[0] };
}

const hasRoomFor = ({ maxWidth, maxHeight }, { width, height }) => width <= maxWidth && height <= maxHeight;

const searchedOf = ({ options }) => options.find(({ size }) => size === 'searched');
/** The switches that make a file exact where it is not anyway. */
const exactOf = ({ options }) => options.find(({ size, type }) => size === 'fixes' && type === 'boolean');

/** Values of an option from its least useful to its largest; those of long ranges grow by factors. */
function valuesAlong({ min, max }) {
  const isShare = min === 0;
  const low = isShare ? max / 5 : Math.max(2, min);
  return Array.from({ length: STEPS }, (_, at) => {
    const share = at / (STEPS - 1);
    return Math.round(isShare ? low + (max * 0.98 - low) * share : low * (max / low) ** share);
  });
}

/** All files that are compared, of formats that have room for the picture: `{ writer, format, setting, options }`, and those of the browser with a `mimeType` and a `quality`. */
export function filesToCompare(formats, picture) {
  const fitting = Object.values(formats).filter((format) => hasRoomFor(format, picture));
  const ours = fitting.flatMap((format) => {
    const [base, searched, exact] = [depthFor(format, picture), searchedOf(format), exactOf(format)];
    const file = (setting, options) => ({
      writer: format.title,
      format: format.name,
      setting,
      options: { ...base, ...options },
    });
    const needsDepth = searched?.demands?.some(({ must }) => must['image.samples']?.in.includes('uint8'));
    return [
      ...(searched && searched.default !== null ? [] : [file('defaults', {})]),
      ...(exact && searched?.default !== null ? [file(exact.name, { [exact.name]: true })] : []),
      ...(searched
        ? valuesAlong(searched).map((value) =>
            file(`${searched.name} ${value}`, { ...(needsDepth && { depth: 8 }), [searched.name]: value }),
          )
        : []),
    ];
  });
  const theirs = Object.values(formats).flatMap(({ mimeType, title, options }) => {
    const isLossy = options.some(({ size, default: usual }) => size === 'searched' && usual !== null);
    const shares = isLossy ? [0.2, 0.4, 0.6, 0.8, 0.95] : [undefined];
    return shares.map((quality) => ({
      writer: `toBlob ${title}`,
      mimeType,
      quality,
      setting: quality === undefined ? 'defaults' : `quality ${quality}`,
    }));
  });
  return [...ours, ...theirs];
}

/** What is tried of each format, the most exact first: `{ options }`, or with the option whose value is `searched` in a `range`. */
export function filesToFind(formats, picture) {
  return Object.values(formats).map((format) => {
    const [base, searched] = [depthFor(format, picture), searchedOf(format)];
    const needsDepth = searched?.demands?.some(({ must }) => must['image.samples']?.in.includes('uint8'));
    const best = searched && { ...base, ...(needsDepth && { depth: 8 }), [searched.name]: searched.max };
    const plain = { options: base };
    return {
      format: format.name,
      tries: [
        ...(!searched || searched.default === null ? [plain] : []),
        ...(best ? [{ options: best, searched: searched.name, range: [searched.min, searched.max] }] : []),
      ],
    };
  });
}
