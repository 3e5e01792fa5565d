package com.happypancake.cli.transformation;

import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;

/**
 * Estimates the cost of a transform's work, so that phases can be compared. Measured on Finland's
 * dump at scale 1, in nanoseconds on two processors. Only the ratios matter: a run's own rate turns
 * costs into time.
 */
final class TransformCost {

  private static final double LOOKUP_ROW = 1_000;
  private static final double MAPPING_ROW = 1_700;
  private static final double MAPPING_BYTE = 6;
  private static final double WRITING_EVENT = 900;

  /** What the first work costs in addition, because the JVM has not compiled the code yet. */
  private static final double WARM_UP = 2e9;

  /** The work after which 63 % of the warm-up is paid. */
  private static final double WARM_UP_WORK = 0.45e9;

  private TransformCost() {}

  /** Returns the cost of work in a JVM that has been running for a while. */
  static double of(Phase phase, Work work) {
    return switch (phase) {
      case LOOKUP, SAMPLING, FINDING -> LOOKUP_ROW * work.rows();
      case MAPPING -> MAPPING_ROW * work.rows() + MAPPING_BYTE * work.bytes();
      case WRITING -> WRITING_EVENT * work.events();
    };
  }

  /** Returns the cost of a run's first work, including the JVM's warm-up. */
  static double withWarmUp(double cost) {
    return cost + WARM_UP * -Math.expm1(-cost / WARM_UP_WORK);
  }
}
