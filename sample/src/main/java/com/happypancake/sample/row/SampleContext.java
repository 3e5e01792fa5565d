package com.happypancake.sample.row;

import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.random.ParetoWeights;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.TextGenerator;
import com.happypancake.sample.text.Vocabulary;

/** What all tables of a sample share: its plan, clock, language and members. Immutable. */
final class SampleContext {
  private final SamplePlan plan;
  private final SiteClock clock;
  private final Vocabulary vocabulary;
  private final ParetoWeights activity;
  private final ParetoWeights popularity;

  SampleContext(SamplePlan plan) {
    this.plan = plan;
    this.clock = new SiteClock(plan.country());
    this.vocabulary = Vocabulary.of(plan.country().name());
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

  /** Returns a new cursor of a stream, which has the name of a table or of an aspect of it. */
  RowRandom random(String stream) {
    return plan.random(stream);
  }

  SiteClock clock() {
    return clock;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns a new generator of texts, for one thread. */
  TextGenerator texts() {
    return new TextGenerator(vocabulary, random("lexicon"), plan.country().wordFlattening());
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
