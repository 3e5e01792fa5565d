package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.row.Anomalies.Anomaly;
import com.happypancake.sample.text.Prose;
import java.util.HexFormat;

/** The rows of Photos. */
final class PhotoRows extends TableRows.Single {
  private static final int CAPTION = 400;
  private static final int[] WIDTHS = {640, 800, 1024, 1280, 1600, 2048};

  private final RowRandom random;
  private final Population population;
  private final AlbumRows albums;
  private final Anomalies anomalies;
  private final RowTimes times;
  private final Prose prose;

  PhotoRows(SampleContext context) {
    super(context.rows("Photos"));
    this.random = context.random("photos");
    this.population = new Population(context);
    this.albums = new AlbumRows(context);
    this.anomalies = new Anomalies(context, "photos");
    this.times = new RowTimes(context, "photos", count());
    this.prose = context.prose();
  }

  @Override
  void row(long row, RowSink sink) {
    double day = times.day(row);
    long uploadedAt = times.time(day);
    random.at(row);
    sink.integer(row + 1);
    memberAndAlbum(row, day, sink);
    sink.text("/foto/" + HexFormat.of().toHexDigits(random.next()) + "/" + (row + 1) + ".jpg");
    anomalies.optionalText(row, random, 300, () -> prose.title(random, CAPTION), sink);
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
    long created = albums.createdBy(day);
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
