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

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The private fields that tell what jobs and steps are made of, so that a native image
 * can read them.
 */
final class BatchRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		registerField(hints, classLoader, "job.flow.FlowJob", "flow");
		registerField(hints, classLoader, "job.flow.FlowStep", "flow");
		registerField(hints, classLoader, "partition.PartitionStep", "partitionHandler");
		registerField(hints, classLoader, "step.job.JobStep", "job");
	}

	private static void registerField(RuntimeHints hints, @Nullable ClassLoader classLoader, String type,
			String field) {
		hints.reflection()
			.registerTypeIfPresent(classLoader, "org.springframework.batch.core." + type,
					(builder) -> builder.withField(field));
	}

}
