package com.happypancake.sample.row;

import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SiteClock;
import com.happypancake.sample.random.ParetoWeights;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.TextGenerator;
import com.happypancake.sample.text.Vocabulary;

/** The data that all tables of a sample share: its plan, clock, language and members. Immutable. */
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

  /** Returns a new cursor of a stream, which is named after a table or an aspect of it. */
  RowRandom random(String stream) {
    return plan.random(stream);
  }

  SiteClock clock() {
    return clock;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns a new generator of texts, which is not thread-safe. */
  TextGenerator texts() {
    return new TextGenerator(vocabulary, random("lexicon"), plan.country().wordFlattening());
  }

  /** Returns weights of how often each member acts. */
  ParetoWeights activity() {
    return activity;
  }

  /** Returns weights of how often others act toward each member. */
  ParetoWeights popularity() {
    return popularity;
  }
}
