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

package io.github.springxray.graphql;

import com.amazonaws.xray.entities.Entity;
import graphql.ExecutionResult;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;

/**
 * Learns what an operation is called, once it has been parsed and found valid.
 */
final class OperationInstrumentation extends SimplePerformantInstrumentation {

	private final Subsegments subsegments;

	OperationInstrumentation(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
			InstrumentationExecuteOperationParameters parameters, @Nullable InstrumentationState state) {
		ExecutionContext execution = parameters.getExecutionContext();
		this.subsegments.safely("recording an operation of GraphQL", () -> {
			if (execution.getGraphQLContext().get(Operation.CALLER) instanceof Entity caller) {
				Operation.record(caller, execution.getOperationDefinition());
			}
		});
		return super.beginExecuteOperation(parameters, state);
	}

}
