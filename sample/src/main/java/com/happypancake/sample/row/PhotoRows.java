package com.happypancake.sample.row;

import com.happypancake.sample.plan.SiteTime;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Prose;
import java.util.HexFormat;

/** The rows of Photos. */
final class PhotoRows extends NumberedRows {
  private static final int CAPTION = 400;
  private static final int[] WIDTHS = {640, 800, 1024, 1280, 1600, 2048};

  private final RowRandom random;
  private final Population people;
  private final AlbumRows albums;
  private final Anomalies blemishes;
  private final RowTimes moments;
  private final Prose prose;

  PhotoRows(SampleContext stage) {
    super(stage.volumes().photos());
    this.random = stage.random("photos");
    this.people = stage.people();
    this.albums = new AlbumRows(stage);
    this.blemishes = new Anomalies(stage, "photos");
    this.moments = moments(stage, blemishes);
    this.prose = stage.prose();
  }

  /** Returns the times of this table. */
  static RowTimes moments(SampleContext stage, Anomalies blemishes) {
    return new RowTimes(stage, "photos", blemishes, stage.volumes().photos());
  }

  @Override
  void row(long row, RowSink sink) {
    double day = moments.day(row);
    long uploadedAt = moments.time(day);
    random.at(row);
    sink.integer(row + 1);
    own(row, day, sink);
    sink.text("/foto/" + HexFormat.of().toHexDigits(random.next()) + "/" + (row + 1) + ".jpg");
    caption(row, sink);
    int verdict = random.below(100);
    sink.bit(verdict < 30);
    int width = WIDTHS[random.below(WIDTHS.length)];
    boolean upright = random.perMille(400);
    sink.integer(upright ? width * 3 / 4 : width);
    sink.integer(upright ? width : width * 3 / 4);
    sink.wallTime(uploadedAt);
    long judgedAt = RowTimes.after(uploadedAt, 40 * SiteTime.MINUTE, random);
    blemishes.optionalTime(row, judgedAt, verdict < 88, sink);
    blemishes.optionalTime(row + 1, judgedAt, verdict >= 95, sink);
  }

  private void own(long row, double day, RowSink sink) {
    long album = (long) (random.unit() * albums.createdBy(day));
    boolean inAlbum = random.perMille(400) && albums.createdBy(day) > 0;
    int owner = inAlbum ? albums.owner(album) : people.actor(random, people.registeredBy(day));
    if (blemishes.has(Anomaly.DELETED_MEMBER, row)) {
      sink.integer(people.deletedId(owner));
    } else {
      sink.integer(people.id(owner));
    }
    if (inAlbum) {
      sink.integer(album + 1);
    } else {
      sink.absent();
    }
  }

  private void caption(long row, RowSink sink) {
    if (blemishes.has(Anomaly.EMPTY_TEXT, row)) {
      sink.text("");
    } else if (random.perMille(300)) {
      sink.text(prose.title(random, CAPTION));
    } else {
      sink.absent();
    }
  }
}
