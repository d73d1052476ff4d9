// The cases of OpenCV's own tests of imgcodecs (branches 4.x and 5.x) that concern JPEG, PNG, WebP, TIFF and GIF: their names, with the
// parameters that each is run with. What does not apply here stands below, with the reason.

const list = (text) => text.trim().split(/\s+/);
const product = (...lists) =>
  lists.reduce((all, one) => all.flatMap((head) => one.map((tail) => [...head, tail])), [[]]);
const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
const sizes = [1, 2, 3, 4, 5].map((k) => [640 * k, 480 * k]);
const readModes = ['UNCHANGED', 'GRAYSCALE', 'COLOR', 'ANYDEPTH', 'ANYCOLOR'];
const reductions = [
  'UNCHANGED',
  ...product(['GRAYSCALE', 'COLOR'], [2, 4, 8]).map(([color, by]) => `REDUCED_${color}_${by}`),
];
const tiffTypes = product(list('8U 8S 16U 16S 32S 32F 64F'), [1, 3, 4]).map(
  ([depth, channels]) => `CV_${depth}C${channels}`,
);
const hugeModes = [-1, 0, 1, 2, 4, 6, 3, 5, 7];

export const pngSuite = list(`
  basi0g01 basi0g02 basi0g04 basi0g08 basi0g16 basi2c08 basi2c16 basi3p01 basi3p02 basi3p04 basi3p08 basi4a08 basi4a16 basi6a08 basi6a16
  basn0g01 basn0g02 basn0g04 basn0g08 basn0g16 basn2c08 basn2c16 basn3p01 basn3p02 basn3p04 basn3p08 basn4a08 basn4a16 basn6a08 basn6a16
  bgai4a08 bgai4a16 bgan6a08 bgan6a16 bgbn4a08 bggn4a16 bgwn6a08 bgyn6a16 ccwn2c08 ccwn3p08 cdfn2c08 cdhn2c08 cdsn2c08 cdun2c08
  ch1n3p04 ch2n3p08 cm0n0g04 cm7n0g04 cm9n0g04 cs3n2c16 cs3n3p08 cs5n2c08 cs5n3p08 cs8n2c08 cs8n3p08 ct0n0g04 ct1n0g04 cten0g04 ctfn0g04
  ctgn0g04 cthn0g04 ctjn0g04 ctzn0g04 exif2c08 f00n0g08 f00n2c08 f01n0g08 f01n2c08 f02n0g08 f02n2c08 f03n0g08 f03n2c08 f04n0g08 f04n2c08
  f99n0g04 g03n0g16 g04n0g16 g05n0g16 g07n0g16 g10n0g16 g10n2c08 g10n3p04 g25n0g16 oi1n0g16 oi1n2c16 oi2n0g16 oi2n2c16 oi4n0g16 oi4n2c16
  oi9n0g16 oi9n2c16 pp0n2c16 pp0n6a08 ps1n0g08 ps1n2c16 ps2n0g08 ps2n2c16 s01i3p01 s01n3p01 s02i3p01 s02n3p01 s03i3p01 s03n3p01 s04i3p01
  s04n3p01 s05i3p02 s05n3p02 s06i3p02 s06n3p02 s07i3p02 s07n3p02 s08i3p02 s08n3p02 s09i3p02 s09n3p02 s32i3p04 s32n3p04 s33i3p04 s33n3p04
  s34i3p04 s34n3p04 s35i3p04 s35n3p04 s36i3p04 s36n3p04 s37i3p04 s37n3p04 s38i3p04 s38n3p04 s39i3p04 s39n3p04 s40i3p04 s40n3p04 tbbn0g04
  tbbn2c16 tbbn3p08 tbgn2c16 tbgn3p08 tbrn2c08 tbwn0g16 tbwn3p08 tbyn3p08 tm3n3p02 tp0n0g08 tp0n2c08 tp0n3p08 tp1n3p08 z00n2c08 z03n2c08
  z06n2c08 z09n2c08`);

export const gifSuite = list(`
  basi3p01 basi3p02 basi3p04 basn3p01 basn3p02 basn3p04 ccwn3p08 cdfn2c08 cdhn2c08 cdsn2c08 cdun2c08 ch1n3p04 cs3n3p08 cs5n2c08
  cs5n3p08 cs8n2c08 cs8n3p08 exif2c08 g03n2c08 g03n3p04 g04n2c08 g04n3p04 g05n2c08 g05n3p04 g07n2c08 g07n3p04 g10n2c08 g10n3p04`);

const single = (suite, names) => list(names).map((name) => [`${suite}.${name}`, [undefined]]);

export const cases = Object.fromEntries([
  // test_jpeg.cpp
  ...single(
    'Imgcodecs_Jpeg',
    `encode_empty encode_decode_progressive_jpeg encode_decode_optimize_jpeg encode_decode_rst_jpeg
    encode_subsamplingfactor_default encode_subsamplingfactor_usersetting_valid encode_subsamplingfactor_usersetting_invalid`,
  ),
  ['Imgcodecs_Jpeg_decode_cmyk.regression25274', list('COLOR GRAYSCALE ANYCOLOR')],
  ['Imgcodecs_Jpeg_encode_withLumaChromaQuality.basic', product([70, 95, 100], [70, 95, 100])],
  // test_png.cpp
  ...single(
    'Imgcodecs_Png',
    `write_big encode regression_ImreadVSCvtColor read_color_palette_with_alpha decode_regression27295
    decode_regression27744`,
  ),
  ['Imgcodecs_Png_PngSuite.decode', pngSuite],
  [
    'Imgcodecs_Png_PngSuite_Gamma.decode',
    list('g03n2c08 g03n3p04 g04n2c08 g04n3p04 g05n2c08 g05n3p04 g07n2c08 g07n3p04 g25n2c08 g25n3p04'),
  ],
  [
    'Imgcodecs_Png_PngSuite_Corrupted.decode',
    list(`xc1n0g08 xc9n2c08 xcrn0g04 xcsn0g01 xd0n2c08 xd3n2c08 xd9n2c08 xdtn0g01 xhdn0g08 xlfn0g04
    xs1n0g01 xs2n0g01 xs4n0g01 xs7n0g01`),
  ],
  [
    'Imgcodecs_Png_Encode.params',
    list(`f00n0g08 f00n2c08 f01n0g08 f01n2c08 f02n0g08 f02n2c08 f03n0g08 f03n2c08 f04n0g08 f04n2c08 z03n2c08
    z06n2c08 z09n2c08`),
  ],
  ['Imgcodecs_Png_ImwriteFlags.compression_level', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['Imgcodecs_Png_ZLIBBUFFER_SIZE.encode_regression_27614', [5, 6, 8192, 131072, 262144, 1048576, 1048577]],
  // test_webp.cpp
  ...single(
    'Imgcodecs_WebP',
    'encode_decode_lossless_webp encode_decode_lossy_webp encode_decode_with_alpha_webp encode_decode_LOSSLESS_MODE',
  ),
  ['Imgcodecs_WebP_Mode_Priority.encode_webp_mode_priority', product([-1, 0, 1, 2], [-1, 80, 101])],
  // test_gif.cpp
  ...single(
    'Imgcodecs_Gif',
    `read_gif_multi read_gif_big read_gif_multi_bgra read_gif_special write_gif_flags write_gif_big write_gif_multi encode_IMREAD_GRAYSCALE
    decode_disposal_method`,
  ),
  ['Imgcodecs_Gif_GifSuite_SingleFrame.read_gif_single', gifSuite],
  ['Imgcodecs_Gif_GifSuite_SingleFrame_BGRA.read_gif_single_bgra', [1, 2, 3, 4, 5, 6]],
  [
    'Imgcodecs_Gif_GifSuite_Read_Write_Suite.read_gif_single',
    list(`g25n2c08 g25n3p04 s01i3p01 s01n3p01 s02i3p01 s02n3p01 s03i3p01 s03n3p01 s04i3p01 s04n3p01 s05i3p02 s05n3p02 s06i3p02 s06n3p02
    s07i3p02 s07n3p02 s08i3p02 s08n3p02 s09i3p02 s09n3p02 s32i3p04 s32n3p04 s33i3p04 s33n3p04 s34i3p04 s34n3p04 s35i3p04 s35n3p04
    s36i3p04 s36n3p04 s37i3p04 s37n3p04 s38i3p04 s38n3p04 s39i3p04 s39n3p04 s40i3p04 s40n3p04 tp0n3p08`),
  ],
  ['Imgcodecs_Gif_loop_count.imwriteanimation', [-1, 0, 1, 2, 65534, 65535, 65536]],
  ['Imgcodecs_Gif_duration.imwriteanimation', [-1, 0, 1, 9, 10, 50, 100, 1000, 655340, 655350, 655360]],
  // test_tiff.cpp
  ...single(
    'Imgcodecs_Tiff',
    `decode_tile16384x16384 write_read_16bit_big_little_endian decode_tile_remainder decode_10_12_14
    decode_infinite_rowsperstrip readWrite_unsigned regression_29615_16UC4 readWrite_32FC1 readWrite_64FC1 readWrite_32FC3_SGILOG
    readWrite_32FC3_RAW read_palette_color_image read_palette_color_image_rgb_and_bgr read_4_bit_palette_color_image readWrite_predictor
    imdecode_no_exception_temporary_file_removed decode_black_and_write_image_pr12989_grayscale decode_black_and_write_image_pr12989_default
    decode_black_and_write_image_pr17275_grayscale decode_black_and_write_image_pr17275_default count_multipage read_multipage_indexed
    read_bigtiff_images read_junk read_multi_channel_tiff_26771 decode_planar_separate_8bit decode_planar_separate_gray_alpha_16bit
    decode_planar_separate_packed decode_planar_separate_multipage`,
  ),
  [
    'Imgcodecs_Tiff_decode_Huge.regression',
    product(list('CV_8UC1 CV_8UC3 CV_8UC4 CV_16UC1 CV_16UC3 CV_16UC4'), hugeModes),
  ],
  ['Imgcodecs_Tiff_Types.readWrite_alltypes', tiffTypes],
  ...list(
    'decode_multipage decode_multipage_use_memory_buffer_all_pages decode_multipage_use_memory_buffer_selected_pages',
  ).map((name) => [`Imgcodecs_Tiff_Modes.${name}`, list('UNCHANGED GRAYSCALE COLOR COLOR_RGB ANYDEPTH ANYCOLOR')]),
  ...single('Imgcodecs_Tiff_Modes', 'write_multipage'),
  ['Imgcodecs_Tiff_32F_Compressions_32F.compressions_32F', [-1, 1, 5, 8]],
  [
    'Imgcodecs_Tiff_PlanarSeparate.decode_matches_contig',
    product(list('CV_16UC1 CV_16UC3 CV_16UC4 CV_32FC3 CV_64FC3'), [1, 2, 13, 0]),
  ],
  ['Imgcodecs_Tiff_compress_level.normal', [32946, 8]],
  // test_exif.cpp
  ['Exif.exif_orientation', product(['jpg', 'png'], orientations)],
  ...single('Imgcodecs_WebP', 'Read_Write_With_Exif_Xmp_Iccp'),
  ...single('Imgcodecs_Jpeg', 'Read_Write_With_Exif'),
  ...single('Imgcodecs_Png', 'Read_Write_With_Exif Read_Write_With_Exif_Xmp_Iccp Read_Exif_From_Text'),
  ['ReadExif_Sanity.Check', ['jpg', 'png']],
  // test_animation.cpp
  ...single(
    'Imgcodecs_WebP',
    'imwriteanimation_rgba imwriteanimation_rgb imwritemulti_rgba imwritemulti_rgb imencode_rgba',
  ),
  ...single(
    'Imgcodecs_APNG',
    `imwriteanimation_rgba imwriteanimation_rgba16u imwriteanimation_rgb imwriteanimation_gray imwritemulti_rgba
    imwritemulti_rgb imwritemulti_gray imwriteanimation_bgcolor imencode_rgba imdecode_animation imencode_animation animation_has_hidden_frame
    animation_imread_preview imread_animation_16u`,
  ),
  ['Imgcodecs_ImageCollection_WithParam.animations', list('.png .tiff .webp')],
  ...single('Imgcodecs_ImageCollection', 'Metadata'),
  // test_read_write.cpp
  ...list('imread_reduce_flags imdecode_reduce_flags').map((name) => [
    `Imgcodecs_Resize.${name}`,
    product(['jpg', 'png'], reductions),
  ]),
  ...list('read_write_BGR read_write_GRAYSCALE').map((name) => [`Imgcodecs_Image.${name}`, list('png tiff jpg')]),
  ...single(
    'Imgcodecs_Image',
    `imread_overload write_umat multipage_collection_size multipage_collection_read_pages_iterator
    multipage_collection_two_iterator multipage_collection_operator_plusplus multipage_collection_backward_decoding`,
  ),
  ...single(
    'ImgCodecs',
    'multipage_collection_decoding_range_based_for_loop_test multipage_collection_two_iterator_operatorpp',
  ),
  ...single(
    'Imgcodecs',
    'imencodemulti_regression_26207 imencode_regression_26207_extra imwrite_regression_26207_extra',
  ),
  ...single('Imgcodecs_Params', 'imwrite_regression_22752 imencode_regression_22752'),
  // test_grfmt.cpp
  [
    'Imgcodecs_FileMode.regression',
    product(['color_palette_alpha.png', 'multipage.tif', 'test_1_c1.jpg'], [...readModes, 'LOAD_GDAL']),
  ],
  ['Imgcodecs_ExtSize.write_imageseq', product(list('.png .tiff .jpg'), sizes)],
  ...single('Imgcodecs', 'write_parameter_type'),
  // test_imwrite_errors.cpp
  ...list('file_matches_memory file_size_limit').map((name) => [
    `Imgcodecs_ImwriteErrors.${name}`,
    product(['.jpg', '.png'], [32, 512]),
  ]),
  ...single('Imgcodecs_ImwriteErrorsChild', 'DISABLED_file_size_limit'),
  // test_batch.cpp, of a pull request (29735) that no version has yet
  ...single(
    'Imgcodecs_Batch',
    `png_encode_matches_sequential_calls png_decode_matches_sequential_calls png_roundtrip_is_lossless
    mixed_sizes_and_channels output_is_independent_of_thread_count jpeg_encode_matches_sequential_calls jpeg_decode_matches_sequential_calls
    jpeg_quality_applies_to_every_image jpeg_roundtrip_is_close webp_encode_matches_sequential_calls webp_decode_matches_sequential_calls
    webp_lossless_roundtrip_preserves_alpha empty_batch_succeeds unknown_extension_throws malformed_params_throw
    encode_failure_is_isolated_to_its_index decode_failure_is_isolated_to_its_index decode_accepts_vector_of_mats`,
  ),
]);

/** Cases that have no test here, and why. */
export const excused = {
  'Imgcodecs_Image.write_umat': 'UMat, for memory of other processors, is no part of OpenCV.js either',
  'Imgcodecs.write_parameter_type': 'MatExpr, Mat_ and Matx are templates of C++',
  'Imgcodecs.imencode_regression_26207_extra':
    'BMP; that other depths become CV_8U is tested for our formats in write.test.mjs',
  'Imgcodecs.imwrite_regression_26207_extra': 'BMP; tested for our formats in write.test.mjs, likewise',
  'Imgcodecs_ImwriteErrorsChild.DISABLED_file_size_limit':
    'the child process of file_size_limit, which has one of its own here',
  'Imgcodecs_Batch.output_is_independent_of_thread_count':
    'setNumThreads: the calls of imwrite/cv run in the thread that makes them',
  'Imgcodecs_Tiff_compress_level.normal':
    'IMWRITE_TIFF_COMPRESSION_LEVEL is in no header of a version yet, so its number is not known',
};
