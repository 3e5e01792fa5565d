package com.happypancake.seeder.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The samples of a seed, as about {@value #MOST} points at most. Whenever there are more,
 * neighbours of a run are joined, so that a long seed has coarser points. Not thread-safe.
 */
final class SampleSeries {

  static final int MOST = 2_000;

  private List<SamplePoint> points = new ArrayList<>();

  /** Neighbours are joined if they take no longer together. */
  private double seconds;

  void add(SamplePoint point) {
    append(points, point);
    if (points.size() > MOST) {
      seconds = 2 * Math.max(seconds, point.seconds());
      List<SamplePoint> coarser = new ArrayList<>();
      points.forEach(each -> append(coarser, each));
      points = coarser;
    }
  }

  private void append(List<SamplePoint> all, SamplePoint point) {
    int last = all.size() - 1;
    if (last >= 0
        && all.get(last).run() == point.run()
        && all.get(last).seconds() + point.seconds() <= seconds) {
      all.set(last, all.get(last).join(point));
    } else {
      all.add(point);
    }
  }

  List<SamplePoint> points() {
    return List.copyOf(points);
  }
}
