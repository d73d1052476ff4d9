// What libaom's encoder names of the files that a key frame does not need (library.cmake):
// functions that say that the feature is off, or do nothing. Those of the second part are never
// called, and stop the program if they are.
extern "C" {
#include <av1/encoder/av1_ext_ratectrl.h>
}
#include <av1/encoder/encoder.h>

extern "C" {

#include <aom_dsp/flow_estimation/corner_detect.h>
#include <aom_dsp/grain_table.h>
#include <av1/encoder/aq_cyclicrefresh.h>
#include <av1/encoder/compound_type.h>
#include <av1/encoder/external_partition.h>
#include <av1/encoder/firstpass.h>
#include <av1/encoder/gop_structure.h>
#include <av1/encoder/interp_search.h>
#include <av1/encoder/pass2_strategy.h>
#include <av1/encoder/svc_layercontext.h>
#include <av1/encoder/temporal_filter.h>
#include <av1/encoder/tpl_model.h>

// Null would mean that memory ran out.
static char g_nothing[1];
CYCLIC_REFRESH* av1_cyclic_refresh_alloc(int, int) {
  return reinterpret_cast<CYCLIC_REFRESH*>(g_nothing);
}
CornerList* av1_alloc_corner_list(void) { return reinterpret_cast<CornerList*>(g_nothing); }
ImagePyramid* aom_alloc_pyramid(int, int, bool) {
  return reinterpret_cast<ImagePyramid*>(g_nothing);
}
bool av1_tf_info_alloc(TEMPORAL_FILTER_INFO*, const AV1_COMP*) { return true; }

void av1_get_second_pass_params(AV1_COMP*, EncodeFrameParams*, unsigned int) {}
int av1_gop_is_second_arf(const GF_GROUP*, int) { return 0; }
void av1_compute_global_motion_facade(AV1_COMP*) {}
void av1_tpl_rdmult_setup_sb(AV1_COMP*, MACROBLOCK*, BLOCK_SIZE, int, int) {}
void aom_film_grain_table_free(aom_film_grain_table_t*) {}
void aom_free_pyramid(ImagePyramid*) {}
void aom_invalidate_pyramid(ImagePyramid*) {}
void av1_cyclic_refresh_free(CYCLIC_REFRESH*) {}
void av1_free_corner_list(CornerList*) {}
void av1_invalidate_corner_list(CornerList*) {}
void av1_free_firstpass_data(FirstPassData*) {}
void av1_free_svc_cyclic_refresh(AV1_COMP*) {}
void av1_free_tpl_gop_stats(AomTplGopStats*) {}
void av1_init_cyclic_refresh_counters(MACROBLOCK*) {}
void av1_init_layer_context(AV1_COMP*) {}
void av1_init_tpl_stats(TplParams*) {}
void av1_noise_estimate_init(NOISE_ESTIMATE*, int, int) {}
// Its frames are asked whether they are valid.
void av1_setup_tpl_buffers(AV1_PRIMARY* primary, CommonModeInfoParams*, int, int, int, int) {
  primary->tpl_data.tpl_frame = &primary->tpl_data.tpl_stats_buffer[REF_FRAMES + 1];
}
void av1_tf_info_free(TEMPORAL_FILTER_INFO*) {}
void av1_twopass_zero_stats(FIRSTPASS_STATS*) {}
aom_codec_err_t av1_ext_part_delete(ExtPartController*) { return AOM_CODEC_OK; }
aom_codec_err_t av1_extrc_delete(AOM_EXT_RATECTRL*) { return AOM_CODEC_OK; }
aom_codec_err_t av1_firstpass_info_move_cur_index(FIRSTPASS_INFO*) { return AOM_CODEC_OK; }
aom_codec_err_t av1_firstpass_info_move_cur_index_and_pop(FIRSTPASS_INFO*) { return AOM_CODEC_OK; }
int av1_is_temporal_filter_on(const AV1EncoderConfig*) { return 0; }
int av1_tpl_stats_ready(const TplParams*, int) { return 0; }
size_t aom_get_pyramid_alloc_size(int, int, bool) { return 0; }
size_t av1_get_corner_list_size(void) { return 0; }

int aom_film_grain_table_lookup(aom_film_grain_table_t*, int64_t, int64_t, int, aom_film_grain_t*) {
  __builtin_trap();
}
aom_codec_err_t aom_film_grain_table_read(aom_film_grain_table_t*, const char*,
                                          aom_internal_error_info*) {
  __builtin_trap();
}
bool av1_alloc_layer_context(AV1_COMP*, int) { __builtin_trap(); }
bool av1_check_ref_is_low_spatial_res_super_frame(AV1_COMP*, int) { __builtin_trap(); }
int av1_check_show_filtered_frame(const YV12_BUFFER_CONFIG*, const FRAME_DIFF*, int,
                                  aom_bit_depth_t, int, int) {
  __builtin_trap();
}
int av1_cyclic_refresh_disable_lf_cdef(AV1_COMP*) { __builtin_trap(); }
int av1_cyclic_refresh_estimate_bits_at_q(const AV1_COMP*, double) { __builtin_trap(); }
int av1_cyclic_refresh_get_rdmult(const CYCLIC_REFRESH*) { __builtin_trap(); }
int av1_cyclic_refresh_rc_bits_per_mb(const AV1_COMP*, int, double) { __builtin_trap(); }
void av1_cyclic_refresh_setup(AV1_COMP*) { __builtin_trap(); }
void av1_cyclic_refresh_update_parameters(AV1_COMP*) { __builtin_trap(); }
void av1_cyclic_refresh_update_segment(const AV1_COMP*, MACROBLOCK*, int, int, BLOCK_SIZE, int64_t,
                                       int64_t, int, RUN_TYPE) {
  __builtin_trap();
}
void av1_cyclic_reset_segment_skip(const AV1_COMP*, MACROBLOCK*, int, int, BLOCK_SIZE, RUN_TYPE) {
  __builtin_trap();
}
void av1_end_first_pass(AV1_COMP*) { __builtin_trap(); }
void av1_estimate_noise_level(const YV12_BUFFER_CONFIG*, double*, int, int, int, int) {
  __builtin_trap();
}
aom_codec_err_t av1_ext_part_create(aom_ext_part_funcs_t, aom_ext_part_config_t,
                                    ExtPartController*) {
  __builtin_trap();
}
bool av1_ext_part_send_features(ExtPartController*, const aom_partition_features_t*) {
  __builtin_trap();
}
bool av1_ext_part_get_partition_decision(ExtPartController*, aom_partition_decision_t*) {
  __builtin_trap();
}
aom_codec_err_t av1_extrc_create(aom_rc_funcs_t, aom_rc_config_t, AOM_EXT_RATECTRL*) {
  __builtin_trap();
}
aom_codec_err_t av1_extrc_get_encodeframe_decision(AOM_EXT_RATECTRL*, int,
                                                   aom_rc_encodeframe_decision_t*) {
  __builtin_trap();
}
aom_codec_err_t av1_extrc_update_encodeframe_result(AOM_EXT_RATECTRL*, int64_t, int) {
  __builtin_trap();
}
int av1_get_q_index_from_qstep_ratio(int, double, aom_bit_depth_t) { __builtin_trap(); }
int av1_get_unit_cols_in_tile(const TileInfo*, const BLOCK_SIZE) { __builtin_trap(); }
int av1_get_unit_rows_in_tile(const TileInfo*, const BLOCK_SIZE) { __builtin_trap(); }
void av1_gop_bit_allocation(const AV1_COMP*, RATE_CONTROL*, GF_GROUP*, int, int, int64_t) {
  __builtin_trap();
}
int av1_handle_inter_intra_mode(const AV1_COMP*, MACROBLOCK*, BLOCK_SIZE, MB_MODE_INFO*,
                                HandleInterModeArgs*, int64_t, int*, int*, const BUFFER_SET*) {
  __builtin_trap();
}
int64_t av1_interpolation_filter_search(MACROBLOCK*, const AV1_COMP*, const TileDataEnc*,
                                        BLOCK_SIZE, const BUFFER_SET*, const BUFFER_SET*, int64_t*,
                                        int*, int*, HandleInterModeArgs*, int64_t) {
  __builtin_trap();
}
NOISE_LEVEL av1_noise_estimate_extract_level(NOISE_ESTIMATE*) { __builtin_trap(); }
void av1_one_pass_cbr_svc_start_layer(AV1_COMP*) { __builtin_trap(); }
void av1_restore_layer_context(AV1_COMP*) { __builtin_trap(); }
void av1_save_layer_context(AV1_COMP*) { __builtin_trap(); }
void av1_set_svc_fixed_mode(AV1_COMP*) { __builtin_trap(); }
void av1_setup_target_rate(AV1_COMP*) { __builtin_trap(); }
void av1_svc_check_reset_layer_rc_flag(AV1_COMP*) { __builtin_trap(); }
int av1_svc_get_min_ref_dist(const AV1_COMP*) { __builtin_trap(); }
int av1_svc_primary_ref_frame(const AV1_COMP*) { __builtin_trap(); }
void av1_svc_reset_temporal_layers(AV1_COMP*, int) { __builtin_trap(); }
void av1_svc_set_last_source(AV1_COMP*, EncodeFrameInput*, YV12_BUFFER_CONFIG*) {
  __builtin_trap();
}
void av1_svc_set_reference_was_previous(AV1_COMP*) { __builtin_trap(); }
void av1_svc_update_buffer_slot_refreshed(AV1_COMP*) { __builtin_trap(); }
void av1_temporal_filter(AV1_COMP*, const int, int, FRAME_DIFF*, YV12_BUFFER_CONFIG*) {
  __builtin_trap();
}
YV12_BUFFER_CONFIG* av1_tf_info_get_filtered_buf(TEMPORAL_FILTER_INFO*, int, FRAME_DIFF*) {
  __builtin_trap();
}
int av1_tpl_get_q_index(const TplParams*, int, int, aom_bit_depth_t) { __builtin_trap(); }
void av1_tpl_preload_rc_estimate(AV1_COMP*, const EncodeFrameParams*) { __builtin_trap(); }
int av1_tpl_ptr_pos(int, int, int, uint8_t) { __builtin_trap(); }
void av1_tpl_rdmult_setup(AV1_COMP*) { __builtin_trap(); }
int av1_tpl_setup_stats(AV1_COMP*, int, const EncodeFrameParams*) { __builtin_trap(); }
void av1_update_layer_context_change_config(AV1_COMP*, const int64_t) { __builtin_trap(); }
void av1_update_noise_estimate(AV1_COMP*) { __builtin_trap(); }
void av1_update_temporal_layer_framerate(AV1_COMP*) { __builtin_trap(); }

// Only a program that keeps every function has these: fuzz targets, whose functions are counted.
void av1_accumulate_cyclic_refresh_counters(CYCLIC_REFRESH*, const MACROBLOCK*) {
  __builtin_trap();
}
void av1_compute_gm_for_valid_ref_frames(AV1_COMP*, aom_internal_error_info*, YV12_BUFFER_CONFIG**,
                                         int, MotionModel*, uint8_t*, int, int) {
  __builtin_trap();
}
void av1_first_pass_row(AV1_COMP*, ThreadData*, TileDataEnc*, const int, const BLOCK_SIZE) {
  __builtin_trap();
}
void av1_init_tpl_txfm_stats(TplTxfmStats*) { __builtin_trap(); }
void av1_mc_flow_dispenser_row(AV1_COMP*, TplTxfmStats*, TplBuffers*, MACROBLOCK*, int, BLOCK_SIZE,
                               TX_SIZE) {
  __builtin_trap();
}
void av1_tf_do_filtering_row(AV1_COMP*, ThreadData*, int) { __builtin_trap(); }

}  // extern "C"
