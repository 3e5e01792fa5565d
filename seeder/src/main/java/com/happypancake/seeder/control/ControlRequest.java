package com.happypancake.seeder.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.happypancake.seeder.pace.RatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people want of the seeder of a log: the content of its file {@code control.json}. Immutable.
 *
 * @param sequence rises by one with each request; 0 before the first
 * @param paused whether nothing is published, now and in later runs
 * @param forRun what is wanted of one run alone
 */
record ControlRequest(long sequence, boolean paused, Optional<RunRequest> forRun) {

  /** Before the first request. */
  static final ControlRequest NONE = new ControlRequest(0, false, Optional.empty());

  /**
   * What is wanted of a run, and of no later one.
   *
   * @param run the run's id
   * @param plan the plan that replaces its own
   * @param planSequence the request that brought the plan; 0 without a plan
   * @param stops whether it is to end
   */
  record RunRequest(String run, Optional<RatePlan> plan, long planSequence, boolean stops) {}

  /** A change that a run has to make. */
  sealed interface Order {

    /** Publish nothing. */
    record Pause() implements Order {}

    /** Go on. */
    record Resume() implements Order {}

    /** Publish by another plan. */
    record ChangePlan(RatePlan plan) implements Order {}

    /** End. */
    record Stop() implements Order {}
  }

  /** Returns the request that asks for a pause, or for its end. */
  ControlRequest withPaused(boolean value) {
    return new ControlRequest(sequence + 1, value, forRun);
  }

  /** Returns the request that gives a run another plan. */
  ControlRequest withPlan(String run, RatePlan plan) {
    RunRequest request = new RunRequest(run, Optional.of(plan), sequence + 1, stops(run));
    return new ControlRequest(sequence + 1, paused, Optional.of(request));
  }

  /** Returns the request that ends a run. */
  ControlRequest withStop(String run) {
    RunRequest before = of(run).orElse(new RunRequest(run, Optional.empty(), 0, false));
    RunRequest request = new RunRequest(run, before.plan(), before.planSequence(), true);
    return new ControlRequest(sequence + 1, paused, Optional.of(request));
  }

  private Optional<RunRequest> of(String run) {
    return forRun.filter(request -> request.run().equals(run));
  }

  private boolean stops(String run) {
    return of(run).map(RunRequest::stops).orElse(false);
  }

  /**
   * Returns what a run has to do, in this order, when this request follows another one.
   *
   * @param before the request that the run knew
   * @param run the run's id; requests for other runs are ignored
   */
  List<Order> orders(ControlRequest before, String run) {
    List<Order> orders = new ArrayList<>();
    of(run)
        .filter(request -> request.planSequence() > before.sequence())
        .flatMap(RunRequest::plan)
        .ifPresent(plan -> orders.add(new Order.ChangePlan(plan)));
    if (paused != before.paused()) {
      orders.add(paused ? new Order.Pause() : new Order.Resume());
    }
    if (stops(run) && !before.stops(run)) {
      orders.add(new Order.Stop());
    }
    return orders;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("sequence", sequence);
    json.addProperty("paused", paused);
    forRun.ifPresent(
        request -> {
          JsonObject of = new JsonObject();
          of.addProperty("run", request.run());
          request.plan().ifPresent(plan -> of.addProperty("plan", plan.toString()));
          of.addProperty("planSequence", request.planSequence());
          of.addProperty("stop", request.stops());
          json.add("forRun", of);
        });
    return json;
  }

  /**
   * Returns the request that {@link #toJson} wrote.
   *
   * @throws RuntimeException if a name is missing, or a value is of another type or no plan
   */
  static ControlRequest read(JsonObject json) {
    return new ControlRequest(
        json.get("sequence").getAsLong(),
        json.get("paused").getAsBoolean(),
        Optional.ofNullable(json.getAsJsonObject("forRun"))
            .map(
                of ->
                    new RunRequest(
                        of.get("run").getAsString(),
                        Optional.ofNullable(of.get("plan"))
                            .map(JsonElement::getAsString)
                            .map(RatePlan::parse),
                        of.get("planSequence").getAsLong(),
                        of.get("stop").getAsBoolean())));
  }
}
