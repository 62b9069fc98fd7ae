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

import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.FlowHolder;
import org.springframework.batch.core.job.flow.FlowJob;
import org.springframework.batch.core.job.flow.State;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepHolder;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the steps of a job, which need not be beans. A job that has flows is not asked
 * for them: it would remember for ever that there are none, as flows know their states
 * only once they are used.
 */
final class StepsOfJob {

	private final Set<AbstractStep> steps = new LinkedHashSet<>();

	private final Set<Flow> seen = new LinkedHashSet<>();

	private StepsOfJob() {
	}

	static Set<AbstractStep> of(AbstractJob job) throws Exception {
		StepsOfJob found = new StepsOfJob();
		if (job instanceof SimpleJob) {
			for (String name : job.getStepNames()) {
				found.add(job.getStep(name));
			}
		}
		else if (job instanceof FlowJob) {
			Field field = ReflectionUtils.findField(FlowJob.class, "flow", Flow.class);
			if (field != null) {
				ReflectionUtils.makeAccessible(field);
				found.add((Flow) field.get(job));
			}
		}
		return found.steps;
	}

	private void add(Object step) {
		if (step instanceof AbstractStep own) {
			this.steps.add(own);
		}
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
