package com.happypancake.transformer.choice;

import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.mapping.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many facts may be rejected. All limits must hold.
 *
 * @param overall the limit of all rejects; empty for none beside those of the reasons
 * @param byReason the limits of reasons
 */
public record RejectBudget(Optional<Limit> overall, Map<Reason, Limit> byReason) {

  /** Allows no rejects. */
  public static final RejectBudget NONE = of(0);

  private static final Pattern LIMIT =
      Pattern.compile("(?:([a-z-]+)=)?(?:([0-9]{1,18})|([0-9]{1,3}(?:\\.[0-9]{1,9})?)%)");

  /** Copies the limits. */
  public RejectBudget {
    byReason = Map.copyOf(byReason);
  }

  /** Returns a budget for all rejects, whatever their reasons. */
  public static RejectBudget of(long facts) {
    return new RejectBudget(Optional.of(new Limit.FactCount(facts)), Map.of());
  }

  /**
   * Parses limits: a number of facts or a share of them, for all rejects or those of a reason.
   * Without a limit for all, a reason without its own limit allows none.
   *
   * @param limits such as {@code 100}, {@code 0.5%} and {@code unknown-member=1000}
   * @throws IllegalArgumentException if a limit is invalid, or is given twice
   */
  public static RejectBudget parse(List<String> limits) {
    Optional<Limit> overall = Optional.empty();
    Map<Reason, Limit> byReason = new EnumMap<>(Reason.class);
    for (String text : limits) {
      Matcher matcher = LIMIT.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'" + text + "' is no limit; expected for example 100, 0.5% or unknown-member=1000");
      }
      Limit limit =
          matcher.group(2) != null
              ? new Limit.FactCount(Long.parseLong(matcher.group(2)))
              : new Limit.Share(new BigDecimal(matcher.group(3)));
      boolean isSecond;
      if (matcher.group(1) == null) {
        isSecond = overall.isPresent();
        overall = Optional.of(limit);
      } else {
        isSecond = byReason.put(reason(matcher.group(1)), limit) != null;
      }
      if (isSecond) {
        throw new IllegalArgumentException("'" + text + "' is a second limit of the same rejects");
      }
    }
    if (overall.isEmpty()) {
      for (Reason reason : Reason.values()) {
        byReason.putIfAbsent(reason, new Limit.FactCount(0));
      }
    }
    return new RejectBudget(overall, byReason);
  }

  private static Reason reason(String text) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "nothing is rejected for the reason '%s'; expected one of %s",
                        text,
                        Arrays.stream(Reason.values())
                            .map(Reason::text)
                            .collect(Collectors.joining(", ")))));
  }

  /**
   * Checks the limits.
   *
   * @param rejects the number of rejects by table and reason
   * @param facts the number of all facts, with the rejects
   * @param rejectsFolder where the rejects are; empty if they are not written
   * @throws TooManyRejectsException if a limit does not hold
   */
  public void check(List<RejectCount> rejects, long facts, Optional<Path> rejectsFolder)
      throws TooManyRejectsException {
    List<Excess> excesses = excesses(rejects, facts);
    if (!excesses.isEmpty()) {
      throw new TooManyRejectsException(this, excesses, rejects, rejectsFolder);
    }
  }

  /**
   * Returns the limits that do not hold, that of all rejects first.
   *
   * @param rejects the number of rejects by table and reason
   * @param facts the number of all facts, with the rejects
   */
  public List<Excess> excesses(List<RejectCount> rejects, long facts) {
    List<Excess> excesses = new ArrayList<>();
    overall.ifPresent(
        limit -> excesses.add(new Excess(Optional.empty(), limit, sum(rejects), facts)));
    for (Reason reason : Reason.values()) {
      if (byReason.containsKey(reason)) {
        List<RejectCount> counts =
            rejects.stream().filter(count -> count.getReason().equals(reason.text())).toList();
        excesses.add(new Excess(Optional.of(reason), byReason.get(reason), sum(counts), facts));
      }
    }
    return excesses.stream().filter(each -> each.rejects() > each.allowed()).toList();
  }

  private static long sum(List<RejectCount> counts) {
    return counts.stream().mapToLong(RejectCount::getFacts).sum();
  }

  /** Returns this budget, raised so far that the limits hold. */
  public RejectBudget raised(List<Excess> excesses) {
    Optional<Limit> all = overall;
    Map<Reason, Limit> reasons = new EnumMap<>(Reason.class);
    reasons.putAll(byReason);
    for (Excess excess : excesses) {
      Limit enough = new Limit.FactCount(excess.rejects());
      if (excess.reason().isPresent()) {
        reasons.put(excess.reason().get(), enough);
      } else {
        all = Optional.of(enough);
      }
    }
    return new RejectBudget(all, reasons);
  }

  /** Returns the limits as {@link #parse} reads them, separated by commas. */
  public String text() {
    List<String> limits = new ArrayList<>();
    overall.map(Limit::text).ifPresent(limits::add);
    for (Reason reason : Reason.values()) {
      if (byReason.containsKey(reason)) {
        limits.add(reason.text() + "=" + byReason.get(reason).text());
      }
    }
    return String.join(",", limits);
  }

  /** A limit of rejects. */
  public sealed interface Limit {

    /** Returns the number of rejects that are allowed among a number of facts. */
    long allowed(long facts);

    /** Returns the limit as {@link RejectBudget#parse} reads it. */
    String text();

    /**
     * A number of facts.
     *
     * @param facts at least 0
     */
    record FactCount(long facts) implements Limit {

      /**
       * Checks the number.
       *
       * @throws IllegalArgumentException if it is negative
       */
      public FactCount {
        if (facts < 0) {
          throw new IllegalArgumentException(
              "the number of rejects allowed is at least 0, not " + facts);
        }
      }

      @Override
      public long allowed(long all) {
        return facts;
      }

      @Override
      public String text() {
        return Long.toString(facts);
      }
    }

    /**
     * A share of all facts, rejected or not.
     *
     * @param percent from 0 to 100
     */
    record Share(BigDecimal percent) implements Limit {

      /**
       * Checks the share.
       *
       * @throws IllegalArgumentException if it is out of range
       */
      public Share {
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
          throw new IllegalArgumentException(
              "the share of rejects allowed is 0% to 100%, not " + percent.toPlainString() + "%");
        }
      }

      @Override
      public long allowed(long facts) {
        return percent
            .multiply(BigDecimal.valueOf(facts))
            .movePointLeft(2)
            .setScale(0, RoundingMode.DOWN)
            .longValueExact();
      }

      @Override
      public String text() {
        return percent.toPlainString() + "%";
      }
    }
  }

  /**
   * A limit that may not hold.
   *
   * @param reason the reason whose rejects it limits; empty for all rejects
   * @param rejects the number of these rejects
   * @param facts the number of all facts, with the rejects
   */
  public record Excess(Optional<Reason> reason, Limit limit, long rejects, long facts) {

    long allowed() {
      return limit.allowed(facts);
    }

    /** Returns a sentence about the limit, with the allowed and the actual number. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "%d facts were rejected%s, more than the %d allowed%s",
          rejects,
          reason.map(each -> " for " + each.text()).orElse(""),
          allowed(),
          limit instanceof Limit.Share share
              ? " (" + share.text() + " of " + facts + " facts)"
              : "");
    }
  }
}
