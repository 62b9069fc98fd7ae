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

package io.github.springxray.method;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ClassFilter;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Says of which classes methods may be traced, and warns once about each that asks for it
 * in vain.
 */
final class TraceableClasses implements ClassFilter {

	private static final Log logger = LogFactory.getLog(TraceableClasses.class);

	private final Markers markers;

	private final ProxyObstacles obstacles;

	private final Set<String> leftAlone = ConcurrentHashMap.newKeySet();

	TraceableClasses(Markers markers, ProxyObstacles obstacles) {
		this.markers = markers;
		this.obstacles = obstacles;
	}

	@Override
	public boolean matches(Class<?> beanClass) {
		try {
			Class<?> userClass = this.markers.userClassOf(beanClass);
			boolean marked = this.markers.areOn(userClass);
			if (!marked && !(this.markers.isInPackages(userClass) && hasBehaviour(userClass))) {
				return false;
			}
			String obstacle = this.obstacles.find(beanClass);
			if (obstacle != null) {
				leaveAlone(userClass, marked, obstacle, null);
			}
			return obstacle == null;
		}
		catch (RuntimeException | LinkageError ex) {
			leaveAlone(beanClass, true, "it cannot be inspected.", ex);
			return false;
		}
	}

	/**
	 * Properties are data, and a subsegment for each getter would be noise.
	 */
	private static boolean hasBehaviour(Class<?> userClass) {
		return !AnnotatedElementUtils.hasAnnotation(userClass, ConfigurationProperties.class);
	}

	private void leaveAlone(Class<?> type, boolean marked, String reason, @Nullable Throwable cause) {
		if (!this.leftAlone.add(type.getName())) {
			return;
		}
		if (marked) {
			logger.warn("Calls of " + type.getName() + " are not traced, although it asks for it: " + reason, cause);
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Calls of " + type.getName() + " are not traced: " + reason, cause);
		}
	}

}
