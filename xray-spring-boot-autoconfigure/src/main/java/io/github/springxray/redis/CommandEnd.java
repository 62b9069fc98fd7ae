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

package io.github.springxray.redis;

import java.util.concurrent.CancellationException;

import com.amazonaws.xray.entities.Entity;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.RedisCommand;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * Ends the subsegment of a command with what has become of it.
 */
final class CommandEnd {

	private CommandEnd() {
	}

	/**
	 * A command that the server refuses is complete for Lettuce. One that nobody waits
	 * for any longer is no fault.
	 */
	static void end(Subsegments subsegments, TraceScope scope, RedisCommand<?, ?, ?> command,
			@Nullable Throwable failure) {
		Entity entity = scope.entity();
		boolean cancelled = failure instanceof CancellationException;
		if (entity != null) {
			subsegments.safely("describing the end of a command of Redis", () -> {
				CommandOutput<?, ?, ?> output = command.getOutput();
				if (cancelled) {
					entity.putMetadata(CommandText.NAMESPACE, "cancelled", true);
				}
				else if (output != null && output.hasError()) {
					entity.setFault(true);
					entity.putMetadata(CommandText.NAMESPACE, "error", RedisErrors.withoutValues(output.getError()));
				}
			});
		}
		subsegments.end(scope, cancelled ? null : failure);
	}

}
