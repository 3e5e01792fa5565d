package com.happypancake.seeder.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a seed would meet.
 *
 * @param findings what was found, in the order in which a run checks it
 * @param queues what each queue or stream would get; empty if unknown
 * @param figures sums
 * @param refusal the first error with which the run would end before its first event; empty if it
 *     would begin or go on
 */
public record SeedForecast(
    List<Finding> findings,
    List<QueueForecast> queues,
    Figures figures,
    Optional<Exception> refusal) {

  /** Copies the lists. */
  public SeedForecast {
    findings = List.copyOf(findings);
    queues = List.copyOf(queues);
  }

  /** How bad a finding is. */
  public enum Status {
    /** It is as it should be. */
    OK,
    /** The run would begin, and a person should know. */
    WARNING,
    /** It could not be checked, and the run would begin without. */
    UNCHECKED,
    /** The run would not begin. */
    REFUSED
  }

  /**
   * What was found.
   *
   * @param subject what it is about, a word or a name on the broker
   * @param text a sentence without a period
   * @param allowName the name by which a person may allow it; empty if that is not possible
   */
  public record Finding(Status status, String subject, String text, Optional<String> allowName) {}

  /**
   * What a queue would get.
   *
   * @param queue the queue's or stream's name on the broker
   * @param messages the messages of the whole seed
   * @param bytes the disk that those left take while nobody drains the queue
   */
  public record QueueForecast(String queue, long messages, long bytes) {}

  /**
   * The sums of a seed. What is empty is unknown.
   *
   * @param events all its events, seed-ended included
   * @param left those that are not confirmed
   * @param time how long the plan takes for these, closed hours included
   * @param bytes the disk that they take in queues that nobody drains
   * @param usableBytes what the broker's fullest node can store until its disk alarm
   */
  public record Figures(
      OptionalLong events,
      OptionalLong left,
      Optional<Duration> time,
      OptionalLong bytes,
      OptionalLong usableBytes) {}
}
