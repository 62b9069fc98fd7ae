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

package io.github.springxray.platform;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * AWS Lambda. Its own segment says where a function runs, so there is nothing to add but
 * the origin, which sampling rules ask for.
 */
final class LambdaPlatform implements Platform {

	private static final String ORIGIN = "AWS::Lambda::Function";

	@Override
	public @Nullable Sighting look(Machine machine, boolean named) {
		return isThere(machine) ? new Sighting(new Facts(ORIGIN, "lambda", Map.of(), Set.of()), null) : null;
	}

	static boolean isThere(Machine machine) {
		return machine.variable("LAMBDA_TASK_ROOT") != null;
	}

}
