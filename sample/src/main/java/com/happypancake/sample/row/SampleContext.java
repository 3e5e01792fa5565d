package com.happypancake.sample.row;

import com.happypancake.sample.plan.SampleCountry;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SampleVolumes;
import com.happypancake.sample.random.Origin;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Prose;
import com.happypancake.sample.text.Vocabulary;

/**
 * What all tables of a sample draw on: its plan and volumes, its people and their language.
 * Immutable.
 */
final class SampleContext {
  private final SampleCountry country;
  private final SampleVolumes volumes;
  private final Origin origin;
  private final Vocabulary vocabulary;
  private final Population people;

  SampleContext(SamplePlan plan) {
    this.country = plan.country();
    this.volumes = SampleVolumes.of(plan);
    this.origin = new Origin(country.name(), plan.seed());
    this.vocabulary = Vocabulary.of(country.name());
    this.people = new Population(origin, volumes.members());
  }

  SampleCountry country() {
    return country;
  }

  SampleVolumes volumes() {
    return volumes;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns the people, with random cursors of their own. */
  Population people() {
    return people.copy();
  }

  /** Returns a new cursor of the stream {@code name}. */
  RowRandom random(String name) {
    return origin.random(name);
  }

  /** Returns a new writer of prose. */
  Prose prose() {
    return new Prose(vocabulary, random("lexicon"), country.wordFlattening());
  }
}
