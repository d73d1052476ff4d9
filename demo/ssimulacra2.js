// SSIMULACRA 2, version 2.1 (Jon Sneyers): how well one picture stands for another. 100 is equal, above 90 hardly anybody sees a
// difference, 70 is high quality, 50 medium, 30 low; far apart it is below 0. It compares local structure, new edges and lost edges
// at six sizes in XYB, the color space of JPEG XL. The constants are those of libjxl's tool; both pictures count as sRGB.

const SCALES = 6;
const BAND = 32; // rows that are compared at a time, so that memory stays small
const C2 = 0.0009;

/** A Gaussian of sigma 1.5, as libjxl's recursive filter gives it; symmetric, from the middle. */
const kernel = [0.26462110548819856, 0.2129285920104222, 0.10933537277746032, 0.036011114658364374, 0.0094143678096537];
const REACH = kernel.length - 1;

/** Of X, Y and B, at each size: similarity, new edges and lost edges, as the mean and then as the 4-norm. */
const weights = [
  [
    [0, 0.0007376606707406586, 0, 0, 0.0007793481682867309, 0],
    [0, 0.0004371155730107379, 0, 1.1041726426657346, 0.00066284834129271, 0.00015231632783718752],
    [0, 0.0016406437456599754, 0, 1.8422455520539298, 11.441172603757666, 0],
    [0.0007989109436015163, 0.000176816438078653, 0, 1.8787594979546387, 10.94906990605142, 0],
    [0.0007289346991508072, 0.9677937080626833, 0, 0.00014003424285435884, 0.9981766977854967, 0.00031949755934435053],
    [0.0004550992113792063, 0, 0, 0.0013648766163243398, 0, 0],
  ],
  [
    [0, 0, 0, 7.466890328078848, 0, 17.445833984131262],
    [0.0006235601634041466, 0, 0, 6.683678146179332, 0.00037724407979611296, 1.027889937768264],
    [225.20515300849274, 0, 0, 19.213238186143016, 0.0011401524586618361, 0.001237755635509985],
    [176.39317598450694, 0, 0, 24.43300999870476, 0.28520802612117757, 0.0004485436923833408],
    [0, 0, 0, 34.77906344483772, 44.835625328877896, 0],
    [0, 0, 0, 0, 0, 0],
  ],
  [
    [0, 0.0008680556573291698, 0, 0, 0, 0],
    [0, 0.0005313191874358747, 0, 0.00016533814161379112, 0, 0],
    [0, 0, 0, 0.0004179171803251336, 0.0017290828234722833, 0],
    [0.0020827005846636437, 0, 0, 8.826982764996862, 23.19243343998926, 0],
    [
      95.1080498811086, 0.9863978034400682, 0.9834382792465353, 0.0012286405048278493, 171.2667255897307,
      0.9807858872435379,
    ],
    [0, 0, 0, 0.0005130064588990679, 0, 0.00010854057858411537],
  ],
];

/**
 * The score of `b` as a copy of `a`. Both have `width`, `height` and `row(y, red, green, blue)`, which gives a row of linear sRGB.
 * `breathe()` is awaited between bands.
 */
export async function ssimulacra2(a, b, breathe = async () => {}) {
  let sum = 0;
  for (let scale = 0; scale < SCALES && a.width >= 8 && a.height >= 8; ++scale) {
    const norms = await compare(a, b, breathe);
    for (let plane = 0; plane < 3; ++plane)
      for (let at = 0; at < 6; ++at) sum += weights[plane][scale][at] * norms[plane][at];
    [a, b] = [halved(a), halved(b)];
  }
  const error = sum * 0.9562382616834844;
  const shaped = 2.326765642916932 * error - 0.020884521182843837 * error ** 2 + 6.248496625763138e-5 * error ** 3;
  return shaped > 0 ? 100 - 10 * shaped ** 0.6276336467831387 : 100;
}

/** The six norms of each plane at one size. */
async function compare(a, b, breathe) {
  const { width, height } = a;
  const planes = (count) => Array.from({ length: count }, () => new Float32Array((BAND + 2 * REACH) * width));
  const [xybA, xybB, smooth] = [planes(3), planes(3), planes(5)];
  const line = new Float32Array(width + 2 * REACH);
  const means = smooth.map(() => new Float32Array(width));
  const sums = xybA.map(() => new Float64Array(6));
  for (let top = 0; top < height; top += BAND) {
    await breathe();
    const bottom = Math.min(height, top + BAND);
    // Beyond the picture's edge there is nothing, which counts as 0.
    const [first, end] = [Math.max(0, top - REACH), Math.min(height, bottom + REACH)];
    for (let y = first; y < end; ++y) {
      toXyb(a, y, xybA, (y - first) * width);
      toXyb(b, y, xybB, (y - first) * width);
    }
    for (let plane = 0; plane < 3; ++plane) {
      for (let at = 0; at < (end - first) * width; at += width)
        blurAlongRows(xybA[plane], xybB[plane], at, width, line, smooth);
      for (let y = top; y < bottom; ++y) {
        smooth.forEach((rows, kind) => blurAcrossRows(rows, y - first, end - first, width, means[kind]));
        addErrors(xybA[plane], xybB[plane], (y - first) * width, means, sums[plane]);
      }
    }
  }
  return sums.map((sum) => Array.from(sum, (value, at) => (value / width / height) ** (at < 3 ? 1 : 0.25)));
}

/** A row of x, y, x², y² and xy, blurred. */
function blurAlongRows(x, y, at, width, line, smooth) {
  const [k0, k1, k2, k3, k4] = kernel;
  for (let kind = 0; kind < 5; ++kind) {
    const [one, other] = [kind === 1 || kind === 3 ? y : x, kind === 2 ? x : y];
    for (let i = 0; i < width; ++i) line[i + REACH] = kind < 2 ? one[at + i] : one[at + i] * other[at + i];
    const out = smooth[kind];
    for (let i = 0, c = REACH; i < width; ++i, ++c) {
      out[at + i] =
        k0 * line[c] +
        k1 * (line[c - 1] + line[c + 1]) +
        k2 * (line[c - 2] + line[c + 2]) +
        k3 * (line[c - 3] + line[c + 3]) +
        k4 * (line[c - 4] + line[c + 4]);
    }
  }
}

function blurAcrossRows(rows, row, count, width, out) {
  out.fill(0);
  for (let away = -REACH; away <= REACH; ++away) {
    if (row + away < 0 || row + away >= count) continue;
    const [factor, at] = [kernel[Math.abs(away)], (row + away) * width];
    for (let i = 0; i < width; ++i) out[i] += factor * rows[at + i];
  }
}

const square = (value) => value * value;

function addErrors(x, y, at, [meansX, meansY, squaresX, squaresY, products], sums) {
  for (let i = 0; i < meansX.length; ++i) {
    const mx = meansX[i];
    const my = meansY[i];
    const likeness = (1 - (mx - my) * (mx - my)) * (2 * (products[i] - mx * my) + C2);
    const unlike = Math.max(0, 1 - likeness / (squaresX[i] - mx * mx + squaresY[i] - my * my + C2));
    const edge = (1 + Math.abs(y[at + i] - my)) / (1 + Math.abs(x[at + i] - mx)) - 1;
    const gained = Math.max(0, edge);
    const lost = Math.max(0, -edge);
    sums[0] += unlike;
    sums[1] += gained;
    sums[2] += lost;
    sums[3] += square(unlike * unlike);
    sums[4] += square(gained * gained);
    sums[5] += square(lost * lost);
  }
}

const BIAS = 0.0037930732552754493;
const BIAS_ROOT = Math.cbrt(BIAS);

/** A row in XYB, scaled to about 0 to 1, with B less Y. */
function toXyb(image, row, [planeX, planeY, planeB], at) {
  const { width } = image;
  const [red, green, blue] = [planeX, planeY, planeB].map((plane) => plane.subarray(at, at + width));
  image.row(row, red, green, blue);
  for (let i = 0; i < width; ++i) {
    const r = red[i];
    const g = green[i];
    const b = blue[i];
    const long = root(0.3 * r + 0.622 * g + 0.078 * b);
    const medium = root(0.23 * r + 0.692 * g + 0.078 * b);
    const short = root(
      0.24342268924547819 * r + 0.20476744424496821 * g + (1 - 0.24342268924547819 - 0.20476744424496821) * b,
    );
    const y = (long + medium) / 2;
    red[i] = (long - medium) * 7 + 0.42;
    green[i] = y + 0.01;
    blue[i] = short - y + 0.55;
  }
}

const root = (value) => Math.cbrt(Math.max(0, value + BIAS)) - BIAS_ROOT;

/** The picture at half the size. */
function halved(image) {
  const [width, height] = [Math.ceil(image.width / 2), Math.ceil(image.height / 2)];
  const planes = [0, 1, 2].map(() => new Float32Array(width * height));
  const [upper, lower] = [0, 1].map(() => planes.map(() => new Float32Array(image.width)));
  for (let y = 0; y < height; ++y) {
    image.row(2 * y, ...upper);
    image.row(Math.min(2 * y + 1, image.height - 1), ...lower);
    planes.forEach((plane, color) => {
      const [over, under] = [upper[color], lower[color]];
      for (let x = 0; x < width; ++x) {
        const left = 2 * x;
        const right = Math.min(left + 1, image.width - 1);
        plane[y * width + x] = (over[left] + over[right] + under[left] + under[right]) / 4;
      }
    });
  }
  const row = (y, ...colors) =>
    colors.forEach((color, index) => color.set(planes[index].subarray(y * width, (y + 1) * width)));
  return { width, height, row };
}
