package com.happypancake.cli.command;

import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.topology.Module;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The values that a shell offers for an option or an argument that is not an enumeration. */
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

  /** The consistencies of an extraction. */
  public static final class Consistencies extends Candidates {
    public Consistencies() {
      super(List.of("database-snapshot", "snapshot", "read-committed"));
    }
  }

  /** The ways in which a delta finds deleted rows. */
  public static final class Deletions extends Candidates {
    public Deletions() {
      super(List.of("change-tracking", "keys", "none"));
    }
  }

  /** The modules that have a queue. */
  public static final class Modules extends Candidates {
    public Modules() {
      super(Topologies.hpc().getModulesList().stream().map(Module::getName).toList());
    }
  }

  /** A rate without a limit. */
  public static final class Rates extends Candidates {
    public Rates() {
      super(List.of("max"));
    }
  }

  /** The shells that have a completion script. */
  public static final class Shells extends Candidates {
    public Shells() {
      super(List.of("bash", "zsh"));
    }
  }
}
