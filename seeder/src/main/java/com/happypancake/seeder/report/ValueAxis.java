package com.happypancake.seeder.report;

import com.happypancake.seeder.report.TimeAxis.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The vertical axis of a chart.
 *
 * @param logarithmic whether equal distances are equal factors
 * @param low the value at the bottom; above 0 if logarithmic
 * @param high the value at the top
 * @param bottom the place of the lowest value, which is below the top
 * @param top the place of the highest value
 */
record ValueAxis(boolean logarithmic, double low, double high, double bottom, double top) {

  private static final int TICKS = 4;

  /** Returns an axis from 0 to a round number, which is at least the highest value. */
  static ValueAxis linear(double highest, double bottom, double top) {
    double step = step(highest);
    return new ValueAxis(false, 0, Math.max(step, Math.ceil(highest / step) * step), bottom, top);
  }

  /** Returns an axis between powers of ten. */
  static ValueAxis logarithmic(double lowest, double highest, double bottom, double top) {
    double low = Math.pow(10, Math.floor(Math.log10(lowest)));
    double high = Math.pow(10, Math.ceil(Math.log10(highest)));
    return new ValueAxis(true, low, high > low ? high : low * 10, bottom, top);
  }

  /** Returns 1, 2 or 5 times a power of ten. */
  private static double step(double highest) {
    double rough = Math.max(highest, 1e-3) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  double y(double value) {
    double inside = Math.max(low, Math.min(high, value));
    double part =
        logarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
    return bottom + (top - bottom) * part;
  }

  List<Tick> ticks(DoubleFunction<String> label) {
    List<Tick> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double value = low; value <= high * 1.001; value *= 10) {
        ticks.add(new Tick(y(value), label.apply(value)));
      }
      return ticks;
    }
    double step = step(high);
    for (int i = 0; i * step <= high * 1.001; i++) {
      ticks.add(new Tick(y(i * step), label.apply(i * step)));
    }
    return ticks;
  }
}
