package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.row.Anomalies.Anomaly;
import com.happypancake.sample.text.TextGenerator;
import java.util.HexFormat;

/** The rows of the tables with content made by one member, in time order. */
abstract class GalleryRows extends TableRows.Single {
  final RowRandom random;
  final Population population;
  final RowTimes times;
  final TextGenerator texts;

  GalleryRows(SampleContext context, String table, String stream) {
    super(context.rows(table));
    this.random = context.random(stream);
    this.population = new Population(context);
    this.times = new RowTimes(context, stream, count());
    this.texts = context.texts();
  }

  static final class Albums extends GalleryRows {
    private static final int TITLE = 100;

    private final RowRandom owners;

    Albums(SampleContext context) {
      super(context, "Albums", "albums");
      this.owners = context.random("albums.owner");
    }

    /** Returns the rank of the member who made the album. */
    private int owner(long row) {
      return population.actor(owners.at(row), population.registeredBy(times.day(row)));
    }

    @Override
    void row(long row, RowSink sink) {
      random.at(row);
      sink.integer(row + 1);
      sink.integer(population.id(owner(row)));
      sink.text(texts.title(random, TITLE));
      sink.bit(random.perMille(300));
      sink.wallTime(times.time(times.day(row)));
    }
  }

  static final class Photos extends GalleryRows {
    private static final int CAPTION = 400;
    private static final int[] WIDTHS = {640, 800, 1024, 1280, 1600, 2048};

    private final Albums albums;
    private final Anomalies anomalies;

    Photos(SampleContext context) {
      super(context, "Photos", "photos");
      this.albums = new Albums(context);
      this.anomalies = new Anomalies(context, "photos");
    }

    @Override
    void row(long row, RowSink sink) {
      double day = times.day(row);
      long uploadedAt = times.time(day);
      random.at(row);
      sink.integer(row + 1);
      memberAndAlbum(row, day, sink);
      sink.text("/foto/" + HexFormat.of().toHexDigits(random.next()) + "/" + (row + 1) + ".jpg");
      anomalies.optionalText(row, random, 300, () -> texts.title(random, CAPTION), sink);
      int verdict = random.below(100);
      sink.bit(verdict < 30);
      int width = WIDTHS[random.below(WIDTHS.length)];
      boolean upright = random.perMille(400);
      sink.integer(upright ? width * 3 / 4 : width);
      sink.integer(upright ? width : width * 3 / 4);
      sink.wallTime(uploadedAt);
      long judgedAt = RowTimes.after(uploadedAt, 40 * SiteTime.MINUTE, random);
      anomalies.optionalTime(row, judgedAt, verdict < 88, sink);
      anomalies.optionalTime(row + 1, judgedAt, verdict >= 95, sink);
    }

    private void memberAndAlbum(long row, double day, RowSink sink) {
      long created = albums.times.rowsBy(day);
      long album = (long) (random.unit() * created);
      boolean inAlbum = random.perMille(400) && created > 0;
      int owner =
          inAlbum ? albums.owner(album) : population.actor(random, population.registeredBy(day));
      boolean deleted = anomalies.has(Anomaly.DELETED_MEMBER, row);
      sink.integer(deleted ? population.deletedId(owner) : population.id(owner));
      if (inAlbum) {
        sink.integer(album + 1);
      } else {
        sink.absent();
      }
    }
  }
}
