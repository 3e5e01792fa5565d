package com.happypancake.sample.plan;

/** The countries that a sample can be made of; the constants' names are their ISO 3166 codes. */
public enum SampleCountry {
  /** Finland, the size that others are multiples of. */
  FI(2, 40),

  /** Sweden, 60 to 200 times larger. */
  SE(1, 1);

  private final int winterOffsetHours;
  private final double wordFlattening;

  SampleCountry(int winterOffsetHours, double wordFlattening) {
    this.winterOffsetHours = winterOffsetHours;
    this.wordFlattening = wordFlattening;
  }

  /**
   * How many times more rows a country's tables have than Finland's.
   *
   * @param members Members
   * @param messages Messages
   * @param gestures Flirts and Favorites
   * @param looks ProfileVisits and PhotoLikes
   * @param others all other tables
   */
  record Multiples(int members, int messages, int gestures, int looks, int others) {}

  Multiples multiples() {
    return switch (this) {
      case FI -> new Multiples(1, 1, 1, 1, 1);
      case SE -> new Multiples(60, 100, 150, 200, 80);
    };
  }

  /** Returns the rule by which the country's clocks change. */
  public DaylightSaving daylightSaving() {
    return new DaylightSaving(winterOffsetHours);
  }

  /**
   * Returns by how many ranks Zipf's law is shifted for the country's language, so that its text
   * compresses as natural text does.
   */
  public double wordFlattening() {
    return wordFlattening;
  }
}
