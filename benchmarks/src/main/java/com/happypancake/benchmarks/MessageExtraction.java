package com.happypancake.benchmarks;

import com.happypancake.database.Credentials;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** The measured extractions. */
final class MessageExtraction {

  private MessageExtraction() {}

  /** Returns the extraction of a {@link MessageServer}'s table. */
  static Extraction of(String url, Path out) {
    return Extraction.builder(url, Country.of("FI"), out)
        .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
        .tables(List.of("Messages"))
        .build();
  }

  static Extraction of(String url, Path out, long rowsPerPart) {
    return of(url, out).toBuilder().rowsPerPart(rowsPerPart).build();
  }

  static Extraction withConnections(Extraction extraction, int connections) {
    return extraction.toBuilder().connections(connections).build();
  }

  /** Returns the extraction of a sample database. */
  static Extraction ofSample(String url, Path out) {
    return Extraction.builder(url, Country.of("FI"), out).build();
  }

  /**
   * Runs an extraction.
   *
   * @return the number of rows in the dump
   * @throws IOException if the source or the disk fails
   */
  static long run(Extraction extraction, Consumer<ExtractionEvent> listener)
      throws IOException, InterruptedException {
    try {
      return Extractor.run(extraction, listener, Clock.systemUTC()).getPartsList().stream()
          .mapToLong(Part::getRecords)
          .sum();
    } catch (SourceException e) {
      throw new IOException("the extraction of the benchmark", e);
    }
  }
}
