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

  /**
   * How far a prefix leads.
   *
   * @param records the number of records that are of the message
   * @param sound whether all were, up to the end or to {@link #MAX_RECORDS}
   * @param plain whether no record had fields that the message lacks
   */
  private record Fit(RecordPrefix prefix, int records, boolean sound, boolean plain) {}

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
      fits.add(fit(file, sample, whole, message, prefix));
    }
    List<Fit> sound = fits.stream().filter(Fit::sound).toList();
    List<Fit> plain = sound.stream().filter(Fit::plain).toList();
    List<Fit> best = plain.isEmpty() ? sound : plain;
    if (best.isEmpty()) {
      // The file is damaged near its beginning, or its first records are long.
      int most = fits.stream().mapToInt(Fit::records).max().orElseThrow();
      best = fits.stream().filter(fit -> most > 0 && fit.records() == most).toList();
    }
    return best.stream().map(Fit::prefix).toList();
  }

  private static Fit fit(
      Path file, byte[] sample, boolean whole, Descriptor message, RecordPrefix prefix)
      throws IOException {
    RecordCheck check = new RecordCheck(message);
    int records = 0;
    boolean sound;
    try (DelimitedReader reader =
        new DelimitedReader(file, new ByteArrayInputStream(sample), prefix)) {
      while (records < MAX_RECORDS && reader.advance()) {
        check.check(reader.bytes(), reader.length());
        records++;
      }
      sound = true;
    } catch (DamagedFileException e) {
      sound = !whole && e.isCut() && records >= MANY_RECORDS;
    } catch (InvalidProtocolBufferException e) {
      sound = false;
    }
    return new Fit(prefix, records, sound, check.withUnknownFields() == 0);
  }
}
