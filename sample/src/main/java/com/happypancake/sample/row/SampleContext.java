package com.happypancake.sample.row;

import com.happypancake.sample.plan.SampleCountry;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.random.ParetoWeights;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Prose;
import com.happypancake.sample.text.Vocabulary;

/** What all tables of a sample share: its plan, clock, language and members. Immutable. */
final class SampleContext {
  private final SamplePlan plan;
  private final SiteClock clock;
  private final Vocabulary vocabulary;
  private final Prose prose;
  private final ParetoWeights activity;
  private final ParetoWeights popularity;

  SampleContext(SamplePlan plan) {
    this.plan = plan;
    this.clock = new SiteClock(plan.country());
    this.vocabulary = Vocabulary.of(plan.country().name());
    this.prose = new Prose(vocabulary, random("lexicon"), plan.country().wordFlattening());
    int members = Math.toIntExact(rows("Members"));
    this.activity = new ParetoWeights(random("activity"), members, false);
    this.popularity = new ParetoWeights(random("popularity"), members, true);
  }

  SampleCountry country() {
    return plan.country();
  }

  /** Returns the number of rows of a table. */
  long rows(String table) {
    return plan.rows(table);
  }

  /** Returns a new cursor of the stream {@code name}. */
  RowRandom random(String name) {
    return plan.random(name);
  }

  SiteClock clock() {
    return clock;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  Prose prose() {
    return prose;
  }

  /** Returns how often each member acts. */
  ParetoWeights activity() {
    return activity;
  }

  /** Returns how often others act toward each member. */
  ParetoWeights popularity() {
    return popularity;
  }
}
