/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.batch;

import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.FlowHolder;
import org.springframework.batch.core.job.flow.FlowJob;
import org.springframework.batch.core.job.flow.FlowStep;
import org.springframework.batch.core.job.flow.State;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepHolder;
import org.springframework.batch.core.step.job.JobStep;
import org.springframework.util.ReflectionUtils;

/**
 * Finds what jobs and steps are made of, none of which need be beans: the steps of a job,
 * the step of partitions, the steps of a flow and the job that are steps themselves. A
 * job that has flows is not asked for them: it would remember for ever that there are
 * none, as flows know their states only once they are used.
 */
final class StepsOfJob {

	private final Set<AbstractJob> jobs = new LinkedHashSet<>();

	private final Set<AbstractStep> steps = new LinkedHashSet<>();

	private final Set<Flow> seen = new LinkedHashSet<>();

	private StepsOfJob() {
	}

	static StepsOfJob of(AbstractJob job) throws Exception {
		StepsOfJob found = new StepsOfJob();
		found.add(job);
		return found;
	}

	static StepsOfJob of(AbstractStep step) throws Exception {
		StepsOfJob found = new StepsOfJob();
		found.add((Object) step);
		return found;
	}

	Set<AbstractJob> jobs() {
		return this.jobs;
	}

	Set<AbstractStep> steps() {
		return this.steps;
	}

	private void add(AbstractJob job) throws Exception {
		if (!this.jobs.add(job)) {
			return;
		}
		if (job instanceof SimpleJob) {
			for (String name : job.getStepNames()) {
				add(job.getStep(name));
			}
		}
		else if (job instanceof FlowJob && read(FlowJob.class, "flow", job) instanceof Flow flow) {
			add(flow);
		}
	}

	private void add(@Nullable Object step) throws Exception {
		if (!(step instanceof AbstractStep own) || !this.steps.add(own)) {
			return;
		}
		if (own instanceof PartitionStep
				&& read(PartitionStep.class, "partitionHandler", own) instanceof StepHolder handler) {
			add(handler.getStep());
		}
		else if (own instanceof FlowStep && read(FlowStep.class, "flow", own) instanceof Flow flow) {
			add(flow);
		}
		else if (own instanceof JobStep && read(JobStep.class, "job", own) instanceof AbstractJob job) {
			add(job);
		}
	}

	private static @Nullable Object read(Class<?> type, String name, Object holder) throws IllegalAccessException {
		Field field = ReflectionUtils.findField(type, name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return field.get(holder);
	}

	private void add(Flow flow) throws Exception {
		if (!this.seen.add(flow)) {
			return;
		}
		if (flow instanceof SimpleFlow simple) {
			// Does what the first run would, and that once
			simple.afterPropertiesSet();
		}
		for (State state : flow.getStates()) {
			if (state instanceof StepHolder holder) {
				add(holder.getStep());
			}
			else if (state instanceof FlowHolder holder) {
				for (Flow inner : holder.getFlows()) {
					add(inner);
				}
			}
		}
	}

}
