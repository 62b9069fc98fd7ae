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

package io.github.springxray.executor;

import java.lang.reflect.Field;
import java.util.concurrent.Executor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.util.ReflectionUtils;

import io.github.springxray.recorder.LoggedFault;

/**
 * Carries what is current to listeners that are called on an executor which only the
 * multicaster knows.
 */
final class EventMulticasterPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(EventMulticasterPostProcessor.class);

	static final String FIELD = "taskExecutor";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SimpleApplicationEventMulticaster multicaster) {
			try {
				carry(multicaster);
			}
			catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
				logger.warn("Listeners that are called on another thread carry no trace", LoggedFault.of(ex));
			}
		}
		return bean;
	}

	private static void carry(SimpleApplicationEventMulticaster multicaster) throws ReflectiveOperationException {
		Field field = ReflectionUtils.findField(SimpleApplicationEventMulticaster.class, FIELD);
		if (field == null) {
			return;
		}
		field.setAccessible(true);
		Object executor = field.get(multicaster);
		if (executor == null || executor instanceof SyncTaskExecutor) {
			return;
		}
		if (DecoratedExecutors.isOne(executor)) {
			DecoratedExecutors.decorate(executor);
		}
		else if (executor instanceof Executor plain && DecoratedExecutors.isPlain(executor)) {
			multicaster.setTaskExecutor(CarryingExecutors.wrap(plain));
		}
	}

}
