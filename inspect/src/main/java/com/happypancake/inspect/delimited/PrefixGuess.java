package com.happypancake.inspect.delimited;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognises the prefix of a file's records. Reads the first records with each prefix, and compares
 * how far each leads.
 */
final class PrefixGuess {

  private static final int MAX_RECORDS = 256;

  /** Enough sound records to trust a prefix, although the sample's end cuts off the next one. */
  private static final int MANY_RECORDS = 16;

  private PrefixGuess() {}

  /** Why no more records were read. */
  private enum End {
    /** There are no more, or {@link #MAX_RECORDS} were read. */
    SOUND,
    /** The sample ends inside a record. */
    CUT,
    /** The next bytes are no record of the message. */
    DAMAGE
  }

  /**
   * How far a prefix leads.
   *
   * @param records the number of records that are of the message
   * @param empty how many of these have no bytes
   * @param plain whether the message describes all fields of all records
   */
  private record Fit(RecordPrefix prefix, int records, int empty, End end, boolean plain) {

    boolean isSound(boolean whole) {
      return end == End.SOUND || (end == End.CUT && !whole && records >= MANY_RECORDS);
    }

    int filled() {
      return records - empty;
    }
  }

  /**
   * Recognises a prefix.
   *
   * @param sample the beginning of the uncompressed stream; not empty
   * @param whole whether the sample is the whole stream
   * @return the prefix that fits best; several if they fit equally well; none if none fits
   */
  static List<RecordPrefix> of(Path file, byte[] sample, boolean whole, Descriptor message)
      throws IOException {
    List<Fit> fits = new ArrayList<>();
    for (RecordPrefix prefix : RecordPrefix.values()) {
      fits.add(fit(file, sample, message, prefix));
    }
    List<Fit> sound = fits.stream().filter(fit -> fit.isSound(whole)).toList();
    List<Fit> plain = sound.stream().filter(Fit::plain).toList();
    List<Fit> best = plain.isEmpty() ? sound : plain;
    if (best.isEmpty()) {
      // The file is damaged near its beginning, or its first records are long.
      int most = fits.stream().mapToInt(Fit::filled).max().orElseThrow();
      best = fits.stream().filter(fit -> most > 0 && fit.filled() == most).toList();
    }
    if (best.isEmpty() && sample.length == RecordFile.SAMPLE_BYTES) {
      // The first record may be longer than the sample.
      best = fits.stream().filter(fit -> fit.end() == End.CUT).toList();
    }
    return withFewestEmpty(best).stream().map(Fit::prefix).toList();
  }

  /**
   * Prefers the fits with the fewest empty records. A big-endian length below 128 can be read as
   * three empty records and a varint. Empty records alone tell nothing.
   */
  private static List<Fit> withFewestEmpty(List<Fit> fits) {
    List<Fit> filled = fits.stream().filter(fit -> fit.filled() > 0).toList();
    if (filled.isEmpty()) {
      return fits;
    }
    int fewest = filled.stream().mapToInt(Fit::empty).min().orElseThrow();
    return filled.stream().filter(fit -> fit.empty() == fewest).toList();
  }

  private static Fit fit(Path file, byte[] sample, Descriptor message, RecordPrefix prefix)
      throws IOException {
    RecordCheck check = new RecordCheck(message);
    int records = 0;
    int empty = 0;
    End end;
    try (DelimitedReader reader =
        new DelimitedReader(file, new ByteArrayInputStream(sample), prefix)) {
      while (records < MAX_RECORDS && reader.advance()) {
        check.check(reader.bytes(), reader.length());
        records++;
        empty += reader.length() == 0 ? 1 : 0;
      }
      end = End.SOUND;
    } catch (DamagedFileException e) {
      end = e.isCut() ? End.CUT : End.DAMAGE;
    } catch (InvalidProtocolBufferException e) {
      end = End.DAMAGE;
    }
    return new Fit(prefix, records, empty, end, check.allFieldsRead());
  }
}
