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

import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.github.springxray.recorder.TracingFaults;

/**
 * Adds listeners to jobs and steps that are beans, and to what these are made of. Each
 * has a listener once, or is begun once, however often it is added.
 */
final class BatchPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<BatchTracing> tracing;

	private final ObjectProvider<TracingFaults> faults;

	BatchPostProcessor(ObjectProvider<BatchTracing> tracing, ObjectProvider<TracingFaults> faults) {
		this.tracing = tracing;
		this.faults = faults;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractJob || bean instanceof AbstractStep) {
			try {
				BatchTracing tracing = this.tracing.getIfAvailable();
				if (tracing != null) {
					listenTo(bean, tracing);
				}
			}
			catch (Exception | LinkageError ex) {
				this.faults.ifAvailable((all) -> all.record("listening to a batch job", ex));
			}
		}
		return bean;
	}

	private static void listenTo(Object bean, BatchTracing tracing) throws Exception {
		StepsOfJob parts = (bean instanceof AbstractJob job) ? StepsOfJob.of(job) : StepsOfJob.of((AbstractStep) bean);
		for (AbstractJob job : parts.jobs()) {
			job.registerJobExecutionListener(tracing.jobBegin());
			job.registerJobExecutionListener(tracing.jobEnd());
		}
		for (AbstractStep step : parts.steps()) {
			listenTo(step, tracing);
		}
	}

	private static void listenTo(AbstractStep step, BatchTracing tracing) {
		step.registerStepExecutionListener(tracing.stepBegin());
		step.registerStepExecutionListener(tracing.stepEnd());
		if (tracing.chunks() != null) {
			listenToChunks(step, tracing.chunks());
		}
	}

	@SuppressWarnings("unchecked")
	private static void listenToChunks(AbstractStep step, ChunkListener<?, ?> listener) {
		if (step instanceof TaskletStep tasklet) {
			tasklet.registerChunkListener(listener);
		}
		else if (step instanceof ChunkOrientedStep<?, ?> chunks) {
			((ChunkOrientedStep<Object, Object>) chunks)
				.registerChunkListener((ChunkListener<Object, Object>) listener);
		}
	}

}
