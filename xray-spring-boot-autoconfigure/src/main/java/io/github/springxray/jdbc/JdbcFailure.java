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

package io.github.springxray.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * An exception of a driver, put on the entity of what failed. Messages are filtered here
 * too, as the application may describe exceptions by itself.
 */
final class JdbcFailure {

	private final Throwable failure;

	private final JdbcExceptionMessages messages;

	JdbcFailure(Throwable failure, JdbcExceptionMessages messages) {
		this.failure = failure;
		this.messages = messages;
	}

	/**
	 * Put the description on an entity.
	 */
	@SuppressWarnings("deprecation")
	void recordOn(Entity entity) {
		List<ThrowableDescription> descriptions = entity.getCreator()
			.getThrowableSerializationStrategy()
			.describeInContext(entity, this.failure, List.of());
		List<Throwable> effects = new ArrayList<>();
		for (ThrowableDescription description : descriptions) {
			Throwable throwable = description.getThrowable();
			if (throwable != null) {
				description.setMessage(this.messages.filter(throwable, effects, description.getMessage()));
			}
			if (throwable instanceof SQLException || JdbcExceptionMessages.isReactive(throwable)) {
				description.setRemote(true);
			}
			if (throwable != null) {
				effects.add(throwable);
			}
		}
		entity.setFault(true);
		ReentrantLock lock = entity.getSubsegmentsLock();
		lock.lock();
		try {
			entity.getCause().addExceptions(descriptions);
		}
		finally {
			lock.unlock();
		}
		if (this.failure instanceof SQLException exception) {
			recordCodes(entity, exception.getSQLState(), exception.getErrorCode());
		}
		else if (JdbcExceptionMessages.isReactive(this.failure)) {
			recordCodes(entity, ReactiveFailure.stateOf(this.failure), ReactiveFailure.codeOf(this.failure));
		}
	}

	private static void recordCodes(Entity entity, @Nullable String state, int code) {
		if (state != null) {
			entity.putMetadata(Execution.NAMESPACE, "sql_state", state);
		}
		entity.putMetadata(Execution.NAMESPACE, "vendor_code", code);
	}

}
