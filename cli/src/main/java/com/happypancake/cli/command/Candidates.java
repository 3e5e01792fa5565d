package com.happypancake.cli.command;

import com.happypancake.schemas.catalogue.Country;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a shell completes as the value of an option or an argument that is no enumeration. */
public abstract class Candidates implements Iterable<String> {

  private final List<String> values;

  private Candidates(List<String> values) {
    this.values = values;
  }

  @Override
  public final Iterator<String> iterator() {
    return values.iterator();
  }

  /** The codes of countries. */
  public static final class Countries extends Candidates {
    public Countries() {
      super(Country.codes());
    }
  }

  /** The codecs of dumps. */
  public static final class Codecs extends Candidates {
    public Codecs() {
      super(
          Stream.concat(
                  Stream.of("gkl-1", "gkl-2"),
                  IntStream.rangeClosed(1, 9).mapToObj(level -> "jdk-" + level))
              .toList());
    }
  }

  /** How far an extraction's rows are of one instant. */
  public static final class Consistencies extends Candidates {
    public Consistencies() {
      super(List.of("database-snapshot", "snapshot", "read-committed"));
    }
  }

  /** How an extraction finds deleted rows. */
  public static final class Deletions extends Candidates {
    public Deletions() {
      super(List.of("change-tracking", "keys", "none"));
    }
  }

  /** A rate without a limit. */
  public static final class Rates extends Candidates {
    public Rates() {
      super(List.of("max"));
    }
  }

  /** The shells that are completed. */
  public static final class Shells extends Candidates {
    public Shells() {
      super(List.of("bash", "zsh"));
    }
  }
}
