package com.happypancake.seeder.broker;

import java.util.Optional;
import java.util.Set;

/**
 * What a check found on a broker.
 *
 * @param kind how bad it is
 * @param subject the queue, exchange or node, by its name on the broker
 * @param text a sentence that says what is there and what was expected, without a period
 * @param allowName the name that allows it, for example {@code max-length:news}; empty if it can't
 *     be allowed by a name
 */
public record TopologyFinding(Kind kind, String subject, String text, Optional<String> allowName) {

  private static final Set<String> PASSING = Set.of(Risk.DISK.text(), Risk.MEMORY.text());

  /** How bad it is. */
  public enum Kind {
    /** Something of the topology does not exist. */
    MISSING,
    /** Something exists with other attributes, so that events go astray. */
    DIFFERENT,
    /** Something can lose events or spoil the proof; a person may allow it. */
    RISK,
    /** Something could not be looked up. */
    UNCHECKED,
    /** Something more is bound to the exchange. It costs rate, and harms no event. */
    EXTRA
  }

  static TopologyFinding missing(String subject, String text) {
    return new TopologyFinding(Kind.MISSING, subject, text, Optional.empty());
  }

  static TopologyFinding different(String subject, String text) {
    return new TopologyFinding(Kind.DIFFERENT, subject, text, Optional.empty());
  }

  static TopologyFinding unchecked(String subject, String text) {
    return new TopologyFinding(Kind.UNCHECKED, subject, text, Optional.empty());
  }

  static TopologyFinding extra(String subject, String text) {
    return new TopologyFinding(Kind.EXTRA, subject, text, Optional.empty());
  }

  /**
   * Returns a risk.
   *
   * @param name the name of the module or node, without a prefix
   */
  static TopologyFinding risk(Risk risk, String name, String subject, String text) {
    return new TopologyFinding(Kind.RISK, subject, text, Optional.of(risk.text() + ":" + name));
  }

  /**
   * Returns whether a run must not begin or go on.
   *
   * @param allowed names of risks: {@code max-length:news}, or {@code max-length} for all queues
   * @param allowUnchecked whether things may stay unchecked
   */
  public boolean stops(Set<String> allowed, boolean allowUnchecked) {
    return switch (kind) {
      case MISSING, DIFFERENT -> true;
      case RISK -> {
        String name = allowName.orElseThrow();
        yield !allowed.contains(name) && !allowed.contains(name.substring(0, name.indexOf(':')));
      }
      case UNCHECKED -> !allowUnchecked;
      case EXTRA -> false;
    };
  }

  /**
   * Returns whether a run under way must stop. It goes on through an alarm of the broker, which
   * blocks publishers for as long as it lasts, and while the management API does not answer.
   *
   * @param allowed as in {@link #stops}
   */
  public boolean stopsRun(Set<String> allowed) {
    boolean isAlarm =
        allowName
            .filter(name -> PASSING.contains(name.substring(0, name.indexOf(':'))))
            .isPresent();
    return !isAlarm && stops(allowed, true);
  }
}
